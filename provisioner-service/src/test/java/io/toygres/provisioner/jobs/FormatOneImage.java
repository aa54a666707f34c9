package io.toygres.provisioner.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.contract.ContractJson;
import io.toygres.local.job.JobBlobs;
import io.toygres.local.platform.PostgresPrograms;
import io.toygres.local.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An image as releases before {@code toygres-job} wrote it: a blob for the globals, and for a database one of its schema and one of its
 * rows, each compressed by zstd but the schema.
 */
final class FormatOneImage {

    private static final ObjectMapper JSON = ContractJson.mapper();

    private static final String SCHEMAS = """
            SELECT json_agg(nspname ORDER BY nspname) FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'""";

    private static final String TABLES = """
            SELECT json_agg(json_build_object('schema', nspname, 'name', relname, 'rows', (xpath('/row/n/text()',
              query_to_xml(format('SELECT count(*) AS n FROM ONLY %I.%I', nspname, relname), false, true, '')))[1]::text::bigint))
            FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
            WHERE relkind = 'r' AND relpersistence <> 't' AND nspname !~ '^pg_' AND nspname <> 'information_schema'
              AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')""";

    private static final String EXTENSIONS = """
            SELECT json_agg(json_build_object('name', extname, 'version', extversion, 'schema', nspname) ORDER BY e.oid)
            FROM pg_extension e JOIN pg_namespace n ON n.oid = extnamespace""";

    private final JobBlobs blobs;
    private final TestServer source;
    private final Path folder;
    private final String id = UUID.randomUUID().toString();
    private final ArrayNode files = JSON.createArrayNode();

    private FormatOneImage(JobBlobs blobs, TestServer source, Path folder) {
        this.blobs = blobs;
        this.source = source;
        this.folder = folder;
    }

    /** One database of the server. */
    static TestImage of(JobBlobs blobs, TestServer source, String database, Path folder) {
        return new FormatOneImage(blobs, source, folder).upload(database);
    }

    private TestImage upload(String database) {
        send("globals.sql.zst", compressed(run("pg_dumpall", "--globals-only")));
        send("0001.schema.dump", dump(database, "--section=pre-data", "--section=post-data"));
        send("0001.data.dump.zst", compressed(dump(database, "--section=data")));
        String manifest = manifest(database).toString();
        return new TestImage(blobs, id, TestImage.commit(blobs, id, manifest));
    }

    private ObjectNode manifest(String database) {
        ObjectNode manifest = JSON.createObjectNode()
                .put("manifest_version", 1)
                .put("image_type", "stock")
                .put("prefix", prefix())
                .put("format", 1)
                .put("kind", "logical")
                .put("image_id", id)
                .put("attempt", TestImage.ATTEMPT)
                .put("postgres_version", "15")
                .put("server_version", "15")
                .put("client_version", "15")
                .put("started_at", "2026-01-01T00:00:00Z")
                .put("finished_at", "2026-01-01T00:00:01Z");
        manifest.set("files", files);
        ObjectNode entry = manifest.putArray("databases")
                .addObject()
                .put("name", database)
                .put(
                        "owner",
                        ask(
                                database,
                                "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"))
                .put("encoding", "UTF8")
                .put("collate", ask(database, "SELECT datcollate FROM pg_database WHERE datname = current_database()"))
                .put("ctype", ask(database, "SELECT datctype FROM pg_database WHERE datname = current_database()"))
                .put("size_bytes", 1_000_000)
                .put("schema_file", "0001.schema.dump")
                .put("data_file", "0001.data.dump.zst");
        entry.set("schemas", json(ask(database, SCHEMAS)));
        entry.set("extensions", json(ask(database, EXTENSIONS)));
        entry.putObject("object_counts");
        entry.set("tables", json(ask(database, TABLES)));
        return manifest;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ask(String database, String query) {
        return source.psql(database, "-c", query).strip();
    }

    private Path dump(String database, String... sections) {
        List<String> arguments = new ArrayList<>(List.of("--format=custom", "--compress=0"));
        arguments.addAll(List.of(sections));
        arguments.add("--dbname=" + database);
        return run("pg_dump", arguments.toArray(String[]::new));
    }

    private Path run(String program, String... arguments) {
        Path file = folder.resolve(UUID.randomUUID().toString());
        List<String> command = new ArrayList<>();
        command.add(PostgresPrograms.newest().bin().resolve(program).toString());
        command.addAll(List.of("--host=127.0.0.1", "--port=" + source.port(), "--username=postgres", "--file=" + file));
        command.addAll(List.of(arguments));
        Program.run(command, Map.of("PGPASSWORD", source.password()), "");
        return file;
    }

    private static Path compressed(Path file) {
        Program.run(List.of("zstd", "--quiet", file.toString()), Map.of(), "");
        return Path.of(file + ".zst");
    }

    private void send(String name, Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            blobs.put(prefix() + name, content);
            files.addObject().put("path", name).put("length", content.length).put("sha256", TestImage.sha256(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String prefix() {
        return id + "/" + TestImage.ATTEMPT + "/";
    }
}
