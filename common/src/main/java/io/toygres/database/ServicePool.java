package io.toygres.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the pool of the service's database, Quarkus' default datasource, with the bounds that Quarkus has no settings for. */
@Singleton
public final class ServicePool implements PgPoolCreator {

    private static final int CONNECT_TIMEOUT_MS = 5_000;

    /** Only for a server that accepts a connection and then says nothing; far longer than a connection in use is ever silent. */
    private static final int HANDSHAKE_TIMEOUT_SECONDS = 300;

    private final DatabaseSettings settings;
    private @Nullable Input input;

    ServicePool(DatabaseSettings settings) {
        this.settings = settings;
    }

    @Override
    public Pool create(Input from) {
        input = from;
        return pool(from.vertx(), bounded(from.pgConnectOptionsList(), settings), from.poolOptions(), settings);
    }

    @Produces
    @Singleton
    Database database(Pool pool) {
        // A client proxy: its first call makes the pool.
        pool.size();
        Input from = Objects.requireNonNull(input);
        return new Database(pool, from.vertx(), from.pgConnectOptionsList().getFirst(), settings);
    }

    static Pool pool(
            Vertx vertx, List<? extends SqlConnectOptions> servers, PoolOptions options, DatabaseSettings settings) {
        return PgBuilder.pool()
                .connectingTo(List.<SqlConnectOptions>copyOf(servers))
                .using(vertx)
                .with(options.setMaxSize(settings.connections())
                        .setConnectionTimeout(
                                Math.toIntExact(settings.acquisitionTimeout().toMillis()))
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
                .build();
    }

    static List<PgConnectOptions> bounded(List<PgConnectOptions> servers, DatabaseSettings settings) {
        for (PgConnectOptions server : servers) {
            server.setTcpKeepAlive(true);
            server.setConnectTimeout(CONNECT_TIMEOUT_MS);
            server.setReadIdleTimeout(HANDSHAKE_TIMEOUT_SECONDS);
            DatabaseTls.apply(server, settings.url());
        }
        return servers;
    }
}
