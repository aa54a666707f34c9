package io.toygres.provisioner.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import java.time.Duration;

/** How the connection test reaches an instance and how long it keeps trying. */
@ConfigMapping(prefix = "toygres.test-connection")
public interface TestConnectionConfig {

    /** {@code public-dns}, {@code load-balancer-ip}, {@code cluster-dns}, {@code cluster-ip} or {@code pod-exec}. */
    @WithDefault("public-dns")
    AddressKind address();

    /** Time between the first two attempts; it doubles from attempt to attempt. */
    @WithDefault("2s")
    @DurationBounds(least = "1MS", most = "10M")
    Duration firstDelay();

    /** The longest time between two attempts; at least {@link #firstDelay()}. */
    @WithDefault("30s")
    @DurationBounds(least = "1MS", most = "10M")
    Duration longestDelay();

    /**
     * When the last attempt is made, counted from the first. The default leaves Azure's DNS, which takes 60 to 90 s and
     * sometimes more for a new label, some room.
     */
    @WithDefault("120s")
    @DurationBounds(least = "0S", most = "1D")
    Duration deadline();

    /** How long one attempt may take to connect, to log in and to answer, each. Whole seconds. */
    @WithDefault("5s")
    @DurationBounds(least = "1S", most = "5M")
    Duration attemptTimeout();
}
