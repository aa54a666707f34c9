package io.toygres.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server of a measurement alone, on this machine, with its defaults. Nobody needs its data afterwards. */
final class PlainServer implements SqlTarget, AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Process process;
    private final int port;

    private PlainServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Makes a new data directory; whoever is on this machine may log in. */
    static void initialize(Path data) {
        Programs.run(
                Map.of(),
                Programs.asNobody(
                        List.of("initdb", "-D", data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8")));
    }

    /**
     * Starts it on a data directory, and returns when it takes connections. Its log is beside the directory.
     *
     * @param settings of its command line, such as {@code archive_mode=on}
     */
    static PlainServer start(Path data, int port, List<String> settings) {
        List<String> command = new ArrayList<>(List.of("postgres", "-D", data.toString(), "-p", String.valueOf(port)));
        command.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        Path log = data.resolveSibling(data.getFileName() + ".log");
        Process process =
                Programs.start(Map.of(), Programs.asNobody(command), ProcessBuilder.Redirect.appendTo(log.toFile()));
        PlainServer server = new PlainServer(process, port);
        server.awaitConnections(log);
        return server;
    }

    int port() {
        return port;
    }

    @Override
    public void execute(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void awaitConnections(Path log) {
        Instant end = Instant.now().plus(LONGEST_START);
        while (process.isAlive() && Instant.now().isBefore(end)) {
            // Without a process for each look, which would take a core from what is measured.
            try (Connection _ = DriverManager.getConnection(url("postgres"))) {
                return;
            } catch (SQLException _) {
                pause();
            }
        }
        throw new IllegalStateException("the server takes no connections; see " + log);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres&sslmode=disable";
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("a server does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
