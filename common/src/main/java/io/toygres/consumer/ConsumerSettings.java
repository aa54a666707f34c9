package io.toygres.consumer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;

/** How records are taken from the topics. */
@ConfigMapping(prefix = "toygres.consumer")
public interface ConsumerSettings {

    /** Tries after which a record that fails, though the database works, becomes a dead letter. */
    @WithDefault("20")
    @Range(min = 1, max = 10_000)
    int tries();

    /** Pause after a record's first failure; doubled at each further one. */
    @WithDefault("0.2S")
    @DurationBounds(least = "1MS", most = "1M")
    Duration firstRetry();

    /** The longest such pause, and of the first one too. */
    @WithDefault("5S")
    @DurationBounds(least = "1MS", most = "10M")
    Duration longestRetry();

    /** How long a record has to wait until it makes the service unready; longer than a database takes to fail over. */
    @WithDefault("15S")
    @DurationBounds(least = "0S", most = "1H")
    Duration stuckAfter();

    /** Records of one channel that are applied at once. Those of one key are applied one after another. */
    @WithDefault("256")
    @Range(min = 1, max = 10_000)
    int concurrency();
}
