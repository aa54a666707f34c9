package io.toygres.tool.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.toygres.tool.process.StoppedException;
import io.toygres.tool.report.JobLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** A server, how to reach it, and with what settings: for sessions of ours and for PostgreSQL's programs alike. */
public final class PostgresServer implements AutoCloseable {

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Of one query: room for the catalogs of a million tables, and less than the heap of a Job. */
    private static final String LONGEST_ANSWER = "64M";

    private final Address address;
    private final Optional<String> password;
    private final Duration patience;
    private final String application;
    private final JobLog log;
    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param password absent where the server asks for none, as behind a Unix socket
     * @param patience for how long a server that takes no connections is asked again
     * @param application name of the sessions, in {@code pg_stat_activity}
     */
    public PostgresServer(
            Address address, Optional<String> password, Duration patience, String application, JobLog log) {
        this.address = address;
        this.password = password;
        this.patience = patience;
        this.application = application;
        this.log = log;
    }

    /** For how long a server that takes no connections is asked again. */
    public Duration patience() {
        return patience;
    }

    /**
     * Connects, and asks again while the server takes no connections.
     *
     * @throws SQLException when it refuses for good, or does not take any for longer than the patience
     */
    public Session connect(String database, PinnedSettings settings) throws SQLException {
        Instant end = Instant.now().plus(patience);
        while (true) {
            checkOpen();
            try {
                return connectOnce(database, settings);
            } catch (SQLException e) {
                if (Trouble.of(e) != Trouble.UNREACHABLE || Instant.now().isAfter(end)) {
                    throw e;
                }
                log.say("the source takes no connection yet: " + Saying.line(e));
                pause();
            }
        }
    }

    private void checkOpen() {
        if (closed) {
            close();
            throw new StoppedException("connecting");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StoppedException("waiting for the server");
        }
    }

    private Session connectOnce(String database, PinnedSettings settings) throws SQLException {
        Connection connection = new Driver().connect(url(database), properties(settings));
        if (connection == null) {
            throw new IllegalStateException("the driver does not know its own URL");
        }
        try {
            boolean bytes = hasNoEncoding(connection);
            if (bytes) {
                try (var statement = connection.createStatement()) {
                    // Every byte is a character of it, so that names come as they are.
                    statement.execute("SET client_encoding = 'LATIN1'");
                }
            }
            Session session = new Session(connection, bytes);
            open.add(session);
            checkOpen();
            return session;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static boolean hasNoEncoding(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW server_encoding")) {
            return row.next() && "SQL_ASCII".equals(row.getString(1));
        }
    }

    private String url(String database) {
        String host = address.isSocketFolder() ? "localhost" : bracketed(address.host());
        return "jdbc:postgresql://" + host + ":" + address.port() + "/" + URLEncoder.encode(database, UTF_8);
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private Properties properties(PinnedSettings settings) {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, address.user());
        password.ifPresent(secret -> {
            PGProperty.PASSWORD.set(properties, secret);
            // It proves the password and does not tell it, whatever the server asks for.
            PGProperty.REQUIRE_AUTH.set(properties, "scram-sha-256");
        });
        if (address.isSocketFolder()) {
            PGProperty.SOCKET_FACTORY.set(properties, UnixSocketFactory.class.getName());
            PGProperty.SOCKET_FACTORY_ARG.set(properties, address.socketFile());
            PGProperty.SSL_MODE.set(properties, "disable");
        }
        address.authorities().ifPresent(file -> {
            PGProperty.SSL_MODE.set(properties, "verify-full");
            PGProperty.SSL_ROOT_CERT.set(properties, file.toString());
        });
        PGProperty.OPTIONS.set(properties, settings.asOptions());
        PGProperty.APPLICATION_NAME.set(properties, application);
        PGProperty.CONNECT_TIMEOUT.set(properties, (int) connectTimeout().toSeconds());
        PGProperty.LOGIN_TIMEOUT.set(properties, (int) connectTimeout().toSeconds());
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.ALLOW_ENCODING_CHANGES.set(properties, true);
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        PGProperty.MAX_RESULT_BUFFER.set(properties, LONGEST_ANSWER);
        return properties;
    }

    private Duration connectTimeout() {
        return patience.compareTo(LONGEST_CONNECT) < 0 ? patience : LONGEST_CONNECT;
    }

    /** The variables for PostgreSQL's own programs. The password lies in a file in {@code folder}, for this user alone. */
    public Map<String, String> clientVariables(PinnedSettings settings, Path folder) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "PGHOST", address.host(),
                "PGPORT", String.valueOf(address.port()),
                "PGUSER", address.user(),
                "PGAPPNAME", application,
                "PGCLIENTENCODING", "UTF8",
                "PGOPTIONS", settings.asOptions(),
                "PGGSSENCMODE", "disable",
                "PGCONNECT_TIMEOUT", String.valueOf(Math.max(2, connectTimeout().toSeconds()))));
        address.authorities().ifPresent(file -> {
            variables.put("PGSSLMODE", "verify-full");
            variables.put("PGSSLROOTCERT", file.toString());
        });
        password.ifPresent(secret -> {
            variables.put("PGPASSFILE", passwordFile(folder, secret).toString());
            variables.put("PGREQUIREAUTH", "scram-sha-256"); // known to libpq from 16 on
        });
        return Map.copyOf(variables);
    }

    private static Path passwordFile(Path folder, String password) {
        Path file = folder.resolve("pgpass");
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, "*:*:*:*:" + password.replace("\\", "\\\\").replace(":", "\\:") + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the password file", e);
        }
        return file;
    }

    /**
     * A database for {@code -d}: a connection string, since a bare name would be taken for one as soon as it contains a "=". A
     * server whose machine is gone is noticed after two minutes.
     */
    public static String databaseOption(String name) {
        return "dbname='" + name.replace("\\", "\\\\").replace("'", "\\'")
                + "' keepalives_idle=60 keepalives_interval=10 keepalives_count=6";
    }

    /** Ends the session and forgets it. */
    public void release(Session session) {
        open.remove(session);
        session.close();
    }

    /** Ends every session, whatever it does, and lets none be opened any more. */
    @Override
    public void close() {
        closed = true;
        open.forEach(Session::abort);
    }
}
