package io.toygres.image.backup;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import java.time.Duration;

/** How backups run. */
@ConfigMapping(prefix = "toygres.backup")
public interface BackupConfig {

    /** Longest life of the Job, all of its tries together. Default 24 h. */
    @WithDefault("24h")
    @DurationBounds(least = "1M", most = "30D")
    Duration jobDeadline();

    /** How long checking the names and lengths of what arrived, and committing the image, may each take. Default 15 min. */
    @WithDefault("15m")
    @DurationBounds(least = "1M", most = "1D")
    Duration commitDeadline();

    /** How long reading every file back may take. Default 12 h. */
    @WithDefault("12h")
    @DurationBounds(least = "1M", most = "30D")
    Duration verifyDeadline();

    /**
     * How long the Job goes on asking a source that takes no connections, each time that it is away, before its try ends with
     * SOURCE_UNREACHABLE. Whole seconds. Default 15 min.
     */
    @WithDefault("15m")
    @DurationBounds(least = "2S", most = "1H")
    Duration sourcePatience();

    /** Tables larger than this on disk are not counted row by row for the manifest. Default 8 GiB. */
    @WithDefault("8G")
    MemorySize rowCountLimit();
}
