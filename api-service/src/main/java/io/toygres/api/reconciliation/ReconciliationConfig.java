package io.toygres.api.reconciliation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import io.toygres.settings.ScheduleBounds;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;

/** How what workers find is compared with the rows, and what becomes of orphans. */
@ConfigMapping(prefix = "toygres.reconciliation")
public interface ReconciliationConfig {

    /**
     * What is done. {@code report}, the default, removes nothing: to a database that was put back to a backup, and to an empty one that is
     * to be rebuilt from the images, living data looks like orphans.
     */
    @WithDefault("report")
    Mode mode();

    /** How often to compare; {@code off} never does. */
    @WithDefault("10m")
    @ScheduleBounds(least = "1S", most = "1D")
    String every();

    /** How long after the start of this service the first comparison is: the workers may be starting as well. */
    @WithDefault("1m")
    @DurationBounds(least = "0S", most = "1H")
    Duration firstAfter();

    /** How long something must have been an orphan, in every comparison of that time, until it is removed. */
    @WithDefault("24h")
    @DurationBounds(least = "1M", most = "365D")
    Duration grace();

    /** How long a row must have been as it is until objects of it count as missing. */
    @WithDefault("5m")
    @DurationBounds(least = "0S", most = "1D")
    Duration settled();

    /** How long a worker's whole answer may take. */
    @WithDefault("2m")
    @DurationBounds(least = "1S", most = "1H")
    Duration timeout();

    /** How many orphans of a kind are removed after one comparison at most. */
    @WithDefault("10")
    @Range(min = 1, max = 1000)
    int batch();

    /** What becomes of orphans. */
    enum Mode {
        /** Nothing is compared. */
        OFF,
        /** They are told: the dry run. */
        REPORT,
        /** They are removed after the grace period. */
        REMOVE
    }
}
