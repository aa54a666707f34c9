package io.toygres.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;

/** Where the service's database is and how long to wait for it; user and password are {@code quarkus.datasource.*}. */
@ConfigMapping(prefix = "toygres.database")
public interface DatabaseSettings {

    /**
     * Such as {@code postgresql://db.example.com:5432/toygres?sslmode=verify-full&sslrootcert=/etc/toygres/database/ca.crt}, without
     * user and password. Both ways to the database follow it: {@code quarkus.datasource.reactive.url} at run time,
     * {@code quarkus.datasource.jdbc.url} for Flyway. With {@code verify-full} the server's certificate must come from one of the file's
     * and be of that name, or no password is sent.
     */
    String url();

    /** Connections at most; the listener for notifications has one more. */
    @WithDefault("16")
    @Range(min = 1, max = 1000)
    int connections();

    /** How long to wait for a connection while all are in use, or none can be opened. */
    @WithDefault("10S")
    @DurationBounds(least = "1MS", most = "10M")
    Duration acquisitionTimeout();

    /**
     * How long a statement's answer may take before the connection counts as dead and is closed. Longer than
     * {@code statement_timeout}, by which a server that is alive ends a statement itself.
     */
    @WithDefault("60S")
    @DurationBounds(least = "1S", most = "1H")
    Duration answerTimeout();
}
