package io.toygres.consumer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How records are taken from the topics. */
@ConfigMapping(prefix = "toygres.consumer")
public interface ConsumerSettings {

    /** Tries after which a record that fails, though the database works, becomes a dead letter; at least 1. */
    @WithDefault("20")
    int tries();

    /** Pause after a record's first failure, more than zero; doubled at each further one. */
    @WithDefault("0.2S")
    Duration firstRetry();

    /** The longest such pause; at least {@link #firstRetry()}. */
    @WithDefault("5S")
    Duration longestRetry();

    /** How long a record has to wait until it makes the service unready; longer than a database takes to fail over, zero at least. */
    @WithDefault("15S")
    Duration stuckAfter();

    /** Records of one channel that are applied at once; at least 1. Those of one key are applied one after another. */
    @WithDefault("256")
    int concurrency();
}
