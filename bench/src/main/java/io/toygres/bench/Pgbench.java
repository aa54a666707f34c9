package io.toygres.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.toygres.e2e.sut.LocalSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's own limits: for the smallest transaction that leaves something, one prepared INSERT of one row, and for the rows of one
 * command.
 */
final class Pgbench {

    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");

    private static final String TABLE = """
            CREATE SCHEMA IF NOT EXISTS bench;
            CREATE TABLE IF NOT EXISTS bench.inserted
                (id uuid PRIMARY KEY, name text NOT NULL, created_at timestamptz NOT NULL);
            TRUNCATE bench.inserted""";

    private static final String INSERT =
            "INSERT INTO bench.inserted VALUES (gen_random_uuid(), 'a-name-of-common-length', now());\n";

    /** The outbox is a copy, which no relay empties. */
    private static final String COMMAND_TABLES = """
            CREATE SCHEMA IF NOT EXISTS bench;
            DROP TABLE IF EXISTS bench.outbox, bench.command;
            CREATE TABLE bench.outbox (LIKE cms.outbox INCLUDING ALL);
            CREATE TABLE bench.command AS
                SELECT command, repeat('x', 400)::text AS headers FROM cms.operations
                WHERE type = 'create_image' AND command IS NOT NULL LIMIT 1""";

    /** All that {@code POST /api/images} writes, in one statement: the image, the operation and the message. */
    private static final String COMMAND = """
            WITH source AS (SELECT * FROM cms.instances WHERE status = 'running' LIMIT 1 FOR SHARE),
            image AS (
                INSERT INTO cms.images (id, name, kind, status, instance_id, image_type, postgres_version, storage_size_gb,
                                        databases, source_password_encrypted, created_at)
                SELECT gen_random_uuid(), 'row-' || gen_random_uuid(), 'logical', 'creating', id, image_type, postgres_version,
                       storage_size_gb, '{}', password_encrypted, now()
                FROM source RETURNING id, instance_id),
            operation AS (
                INSERT INTO cms.operations (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
                SELECT gen_random_uuid(), 'create_image', 'pending', instance_id, image.id, command, now(), now()
                FROM image, bench.command)
            INSERT INTO bench.outbox (topic, record_key, headers, body)
            SELECT 'toygres.image.commands', id, jsonb_build_object('headers', headers), command::text FROM image, bench.command;
            """;

    private final Cms cms;

    Pgbench(Cms cms) {
        this.cms = cms;
    }

    /** Transactions a second. */
    double insertsPerSecond(int clients, Duration time) {
        cms.run(TABLE);
        return perSecond(INSERT, clients, time);
    }

    /** Transactions a second, each with the rows of one command; there must have been a command. */
    double commandsPerSecond(int clients, Duration time) {
        cms.run(COMMAND_TABLES);
        return perSecond(COMMAND, clients, time);
    }

    private double perSecond(String statement, int clients, Duration time) {
        try {
            Path script = Files.createTempFile("pgbench", ".sql");
            try {
                Files.writeString(script, statement);
                return tps(run(clients, time, script));
            } finally {
                Files.delete(script);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String run(int clients, Duration time, Path script) throws IOException {
        LocalSystem.Cms address = cms.address();
        URI server = URI.create(address.jdbcUrl().substring("jdbc:".length()));
        var process = new ProcessBuilder(List.of(
                "pgbench",
                "--no-vacuum",
                "--client=" + clients,
                "--protocol=prepared",
                "--time=" + time.toSeconds(),
                "--file=" + script,
                "--host=" + server.getHost(),
                "--port=" + server.getPort(),
                "--username=" + address.username(),
                server.getPath().substring(1)));
        process.environment().put("PGPASSWORD", address.password().value());
        // As the services: the triggers name their tables without a schema.
        process.environment().put("PGOPTIONS", "-c search_path=cms");
        process.redirectErrorStream(true);
        Process running = process.start();
        running.getOutputStream().close();
        return new String(running.getInputStream().readAllBytes(), UTF_8);
    }

    private static double tps(String output) {
        Matcher tps = TPS.matcher(output);
        if (!tps.find()) {
            throw new IllegalStateException("pgbench: " + output);
        }
        return Double.parseDouble(tps.group(1));
    }
}
