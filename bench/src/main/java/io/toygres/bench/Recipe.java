package io.toygres.bench;

import io.toygres.e2e.postgres.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** What a user without this system would run, and what bounds every system: the same databases with PostgreSQL's own programs and azcopy. */
final class Recipe {

    private static final int SUFFIX = 8;

    private final Server source;
    private final List<String> databases;
    private final Path folder;
    private final Azcopy azcopy;

    /** @param folder a new one, for dumps and servers */
    Recipe(Server source, List<String> databases, Path folder, Azcopy azcopy) {
        this.source = source;
        this.databases = databases;
        this.folder = folder;
        this.azcopy = azcopy;
    }

    Path dumps() {
        return folder.resolve("dumps");
    }

    void backup() {
        Folders.recreate(dumps());
        for (String database : databases) {
            dump(database, "--format=custom", "--file=" + dumps().resolve(database + ".dump"));
        }
        azcopy.upload(dumps());
    }

    void restore() {
        Path arrived = folder.resolve("arrived");
        Folders.recreate(arrived);
        azcopy.download(arrived);
        load(arrived, 1);
    }

    /** Nothing that reads the source with pg_dump is faster. */
    void dumpToNowhere() {
        databases.forEach(database -> dump(database, "--format=custom", "--compress=0"));
    }

    /** Nothing that stores as many bytes with azcopy is faster. */
    void uploadBytes(long bytes) {
        Path files = folder.resolve("bytes");
        Folders.recreate(files);
        write(files.resolve("bytes"), bytes);
        azcopy.upload(files);
    }

    /** From files that are there. */
    void restoreSideBySide() {
        load(dumps(), Runtime.getRuntime().availableProcessors());
    }

    private void dump(String database, String... options) {
        List<String> command = new ArrayList<>(List.of("pg_dump"));
        command.addAll(List.of(options));
        command.add("--dbname=" + source.connectionString(database));
        Programs.run(Map.of("PGPASSWORD", source.password().value()), command);
    }

    private void load(Path archives, int jobs) {
        Path server = Folders.create(
                folder.resolve("server-" + UUID.randomUUID().toString().substring(0, SUFFIX)));
        Path data = server.resolve("data");
        PlainServer.initialize(data);
        try (PlainServer running = PlainServer.start(data, PlainServer.freePort(), List.of())) {
            databases.forEach(database -> load(archives.resolve(database + ".dump"), running.port(), jobs));
        } finally {
            Folders.delete(server);
        }
    }

    private static void load(Path archive, int port, int jobs) {
        Programs.run(
                Map.of(),
                List.of(
                        "pg_restore",
                        "--create",
                        "--jobs=" + jobs,
                        "--host=127.0.0.1",
                        "--port=" + port,
                        "--username=postgres",
                        "--dbname=postgres",
                        archive.toString()));
    }

    /** Bytes that nothing can compress. */
    private static void write(Path file, long bytes) {
        byte[] block = new byte[1 << 20];
        new Random(bytes).nextBytes(block);
        try (var out = Files.newOutputStream(file)) {
            for (long left = bytes; left > 0; left -= block.length) {
                out.write(block, 0, (int) Math.min(block.length, left));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
