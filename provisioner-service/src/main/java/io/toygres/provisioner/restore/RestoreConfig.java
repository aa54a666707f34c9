package io.toygres.provisioner.restore;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How restores run. */
@ConfigMapping(prefix = "toygres.restore")
public interface RestoreConfig {

    /** Longest life of the Job, all of its tries together. */
    @WithDefault("24h")
    Duration jobDeadline();

    /** How many tables or indexes the Job loads at once; at least 1. */
    @WithDefault("4")
    int parallelism();
}
