package io.toygres.bench;

import io.toygres.e2e.api.Password;
import io.toygres.e2e.blob.BlobAccess;
import io.toygres.e2e.sut.LocalSystem.BlobStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * pgBackRest with a repository in the system's own Blob Storage. Its server is one of its own with the same databases, as it has to
 * be configured to archive its WAL.
 */
final class PgBackRest implements AutoCloseable {

    /** Longer than a run. */
    private static final Duration VALIDITY = Duration.ofHours(24);

    private static final Duration LONGEST_ARCHIVING = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Path folder;
    private final Path configuration;
    private final PlainServer server;
    private final Azcopy azcopy;

    private PgBackRest(Path folder, Path configuration, PlainServer server, Azcopy azcopy) {
        this.folder = folder;
        this.configuration = configuration;
        this.server = server;
        this.azcopy = azcopy;
    }

    /**
     * Starts the server with the workload in it, and returns when all of its WAL is archived.
     *
     * @param folder a new one
     * @param prefix of the repository's blobs, below the container
     */
    static PgBackRest start(Workload workload, BlobStorage storage, Path folder, String prefix) {
        Folders.create(folder);
        Path data = folder.resolve("data");
        int port = PlainServer.freePort();
        Password signature =
                DelegationKey.ask(new BlobAccess(storage), VALIDITY).sharedAccessSignature(storage.container());
        Path configuration = new PgBackRestConfiguration(folder, storage, signature, prefix, data, port).write();
        PlainServer.initialize(data);
        PlainServer server = PlainServer.start(
                data, port, List.of("archive_mode=on", "archive_command=" + archiving(configuration)));
        PgBackRest program = new PgBackRest(folder, configuration, server, new Azcopy(storage, folder, prefix));
        try {
            program.run("stanza-create");
            workload.load(server);
            program.awaitArchived();
            return program;
        } catch (RuntimeException e) {
            program.close();
            throw e;
        }
    }

    /** The server hands it to a shell, after it has replaced what begins with a per cent sign. */
    private static String archiving(Path configuration) {
        String quoted = "'" + configuration.toString().replace("'", "'\\''").replace("%", "%%") + "'";
        return "pgbackrest --config=" + quoted + " --stanza=" + PgBackRestConfiguration.STANZA + " archive-push %p";
    }

    /** A backup would wait for it. */
    private void awaitArchived() {
        Instant latest = Instant.now().plus(LONGEST_ARCHIVING);
        try {
            while (waitingToBeArchived()) {
                if (Instant.now().isAfter(latest)) {
                    throw new IllegalStateException("WAL was not archived within " + LONGEST_ARCHIVING);
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The server keeps a file of that name for each complete segment that is not archived. */
    private boolean waitingToBeArchived() throws IOException {
        try (Stream<Path> states = Files.list(folder.resolve("data/pg_wal/archive_status"))) {
            return states.anyMatch(state -> state.toString().endsWith(".ready"));
        }
    }

    /** A full one, until the WAL that it needs is archived, too. */
    void backup() {
        run("backup", "--type=full");
    }

    /** The newest backup, and a server on it that takes connections. */
    PlainServer restore() {
        run("restore", "--pg1-path=" + restored(), "--type=immediate", "--target-action=promote");
        return PlainServer.start(restored(), PlainServer.freePort(), List.of());
    }

    /** Makes room for the next restore. */
    void remove(PlainServer server) {
        server.close();
        Folders.delete(restored());
    }

    private Path restored() {
        return folder.resolve("restored");
    }

    private void run(String command, String... options) {
        List<String> line = new ArrayList<>(List.of("pgbackrest", "--config=" + configuration));
        line.add("--stanza=" + PgBackRestConfiguration.STANZA);
        line.addAll(List.of("--log-level-console=off", "--log-level-stderr=error"));
        line.addAll(List.of(options));
        line.add(command);
        // Where libpq connects to: pgBackRest itself can only be told the folder of a socket, whose path may be too
        // long.
        Programs.run(Map.of("PGHOST", "127.0.0.1"), Programs.asNobody(line));
    }

    /** Ends the server and removes the repository. */
    @Override
    public void close() {
        server.close();
        azcopy.remove();
    }
}
