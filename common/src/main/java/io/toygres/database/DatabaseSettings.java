package io.toygres.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where the service's database is and how long to wait for it; user and password are {@code quarkus.datasource.*}. */
@ConfigMapping(prefix = "toygres.database")
public interface DatabaseSettings {

    /**
     * Such as {@code postgresql://db.example.com:5432/toygres?sslmode=require}, without user and password. Both ways to the
     * database follow it: {@code quarkus.datasource.reactive.url} at run time, {@code quarkus.datasource.jdbc.url} for Flyway.
     */
    String url();

    /** Connections at most, at least 1; the listener for notifications has one more. */
    @WithDefault("16")
    int connections();

    /** How long to wait for a connection while all are in use, or none can be opened; at least 1 ms. */
    @WithDefault("10S")
    Duration acquisitionTimeout();

    /**
     * How long a statement's answer may take before the connection counts as dead and is closed. Longer than
     * {@code statement_timeout}, by which a server that is alive ends a statement itself.
     */
    @WithDefault("60S")
    Duration answerTimeout();
}
