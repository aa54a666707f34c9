package io.toygres.database;

import io.toygres.local.platform.LocalPostgres;
import io.toygres.local.process.Program;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;

/** A PostgreSQL server of its own with the tables of this module, reached as a service reaches its database. */
public final class TestDatabase implements AutoCloseable {

    private static final String ROLE = "image";

    private final LocalPostgres server = LocalPostgres.throwaway();
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final Database service;

    public TestDatabase() {
        this(Duration.ofMinutes(1));
    }

    /** @param answerTimeout after which a silent connection is given up */
    TestDatabase(Duration answerTimeout) {
        Flyway.configure()
                .dataSource(server.jdbcUrl(), ROLE, server.password(ROLE))
                .locations("db/messaging", "db/operation")
                .load()
                .migrate();
        var settings = new Settings(server.url(), 40, Duration.ofMinutes(1), answerTimeout);
        PgConnectOptions options = PgConnectOptions.fromUri(settings.url())
                .setUser(ROLE)
                .setPassword(server.password(ROLE))
                .setCachePreparedStatements(true);
        pool = ServicePool.pool(vertx, ServicePool.bounded(List.of(options), settings), new PoolOptions(), settings);
        service = new Database(pool, vertx, options, settings);
    }

    private record Settings(String url, int connections, Duration acquisitionTimeout, Duration answerTimeout)
            implements DatabaseSettings {}

    /** As the service has it. */
    public Database service() {
        return service;
    }

    /** The same tables by connections of the test's own, which {@link #cutConnections} spares. */
    public Observer observer() {
        return new Observer(server.jdbcUrl() + "?currentSchema=" + ROLE, server.password("postgres"));
    }

    /** Empties every table. */
    public void clear() {
        observer().run("TRUNCATE operation, outbox, inbox");
    }

    /** Cuts every connection of the service, as a failover does. */
    public void cutConnections() {
        server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + ROLE + "'");
    }

    /** The service's connections. */
    long connections() {
        return (long) observer().value("SELECT count(*) FROM pg_stat_activity WHERE usename = ?", ROLE);
    }

    /** Makes every connection of the service fall silent, as the death of the server's node does; idle ones hold no lock. */
    void freezeConnections() {
        signal("-STOP");
    }

    void thawConnections() {
        signal("-CONT");
    }

    private void signal(String signal) {
        Program.run("pkill", signal, "-P", Long.toString(server.pid()), "-f", "^postgres: " + ROLE + " ");
    }

    /** Whether a transaction waits for another to end. */
    public boolean isSomebodyWaiting() {
        return (boolean) observer().value("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)");
    }

    @Override
    public void close() {
        pool.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }
}
