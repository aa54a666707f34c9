package io.toygres.provisioner.restore;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;

/** How restores run. */
@ConfigMapping(prefix = "toygres.restore")
public interface RestoreConfig {

    /** Longest life of the Job, all of its tries together. */
    @WithDefault("24h")
    @DurationBounds(least = "1M", most = "30D")
    Duration jobDeadline();

    /** How many tables or indexes the Job loads at once. */
    @WithDefault("4")
    @Range(min = 1, max = 256)
    int parallelism();
}
