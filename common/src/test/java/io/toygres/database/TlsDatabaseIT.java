package io.toygres.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.local.platform.LocalPostgres;
import io.toygres.local.platform.PrivateCa;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ways to the database by one URL, at a server that lets nobody in without TLS. */
class TlsDatabaseIT {

    private static final String ROLE = "image";
    private static final String IS_TLS = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

    private static PrivateCa ca;
    private static PrivateCa strangers;
    private static LocalPostgres server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        ca = PrivateCa.in(folder.resolve("ca"));
        strangers = PrivateCa.in(folder.resolve("strangers"));
        server = LocalPostgres.throwaway(ca.issue("postgres", List.of("127.0.0.1")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void verifiesTheServerByEveryConnection() throws Exception {
        String url = url("127.0.0.1", ca);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (var service = new Service(url)) {
            assertThat(service.isTls()).isTrue();
            Listener listener = service.database.listener("news", heard::add);
            listener.start();
            String next = null;
            for (int i = 0; i < 600 && next == null; i++) {
                service.database.useConnection(
                        tx -> tx.sql("NOTIFY news, 'heard'").update());
                next = heard.poll(100, TimeUnit.MILLISECONDS);
            }
            assertThat(next).isEqualTo("heard");
            listener.stop();
        }
        try (var migrations = DriverManager.getConnection("jdbc:" + url, ROLE, server.password(ROLE));
                var answer = migrations.createStatement().executeQuery(IS_TLS)) {
            assertThat(answer.next()).isTrue();
            assertThat(answer.getBoolean(1)).isTrue();
        }
    }

    @Test
    void tellsNobodyThePasswordWhoIsNotTheServer() {
        assertRefused(url("127.0.0.1", strangers), "SSL handshake failed", "PKIX path");
        assertRefused(url("localhost", ca), "SSL handshake failed", "hostname localhost could not be verified");
        assertRefused(server.url() + "?sslmode=disable", "no encryption", "no encryption");
    }

    @Test
    void saysWhatTheUrlLacks() {
        assertThatThrownBy(() -> new Service(server.url() + "?sslmode=verify-full"))
                .hasMessageContaining("toygres.database.url")
                .hasMessageContaining("sslrootcert=<file");
        assertThatThrownBy(() -> new Service(server.url() + "?sslmode=verify-full&sslrootcert=/nowhere/ca.pem"))
                .hasMessageContaining("/nowhere/ca.pem, which can't be read");
    }

    /** As a renewal that went wrong, and one that did not. */
    @Test
    void looksAtTheCertificateOfEachNewConnection() {
        try (var service = new Service(url("127.0.0.1", ca))) {
            assertThat(service.isTls()).isTrue();

            server.prove(strangers.issue("postgres", List.of("127.0.0.1")));
            await(() -> !isServed(service));

            server.prove(ca.issue("postgres", List.of("127.0.0.1")));
            await(() -> isServed(service));
        }
    }

    /** By a connection of its own. */
    private static boolean isServed(Service service) {
        server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + ROLE + "'");
        try {
            return service.isTls();
        } catch (DatabaseException e) {
            return false;
        }
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(120);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
        }
    }

    private static String url(String host, PrivateCa trusted) {
        return "postgresql://" + host + ":" + server.port() + "/toygres?sslmode=verify-full&sslrootcert="
                + trusted.certificate();
    }

    private static void assertRefused(String url, String reason, String jdbcReason) {
        try (var service = new Service(url)) {
            assertThatThrownBy(service::isTls)
                    .isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.isOutage())
                            .isTrue())
                    .rootCause()
                    .hasMessageContaining(reason);
        }
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:" + url, ROLE, server.password(ROLE))
                        .close())
                .isInstanceOf(SQLException.class)
                .hasStackTraceContaining(jdbcReason);
    }

    private record Settings(String url, int connections, Duration acquisitionTimeout, Duration answerTimeout)
            implements DatabaseSettings {}

    /** The run time's connections, as a service makes them. */
    private static final class Service implements AutoCloseable {

        private final Vertx vertx = Vertx.vertx();
        private final Pool pool;
        final Database database;

        Service(String url) {
            var settings = new Settings(url, 4, Duration.ofSeconds(10), Duration.ofSeconds(10));
            PgConnectOptions options =
                    PgConnectOptions.fromUri(url).setUser(ROLE).setPassword(server.password(ROLE));
            pool = ServicePool.pool(
                    vertx, ServicePool.bounded(List.of(options), settings), new PoolOptions(), settings);
            database = new Database(pool, vertx, options, settings);
        }

        boolean isTls() {
            return database.withConnection(tx -> tx.sql(IS_TLS).one(row -> row.flag("ssl")));
        }

        @Override
        public void close() {
            pool.close().toCompletionStage().toCompletableFuture().join();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
