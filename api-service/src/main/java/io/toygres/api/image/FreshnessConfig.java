package io.toygres.api.image;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import io.toygres.settings.ScheduleBounds;
import java.time.Duration;

/** When an instance counts as without a recent image, in the metrics. */
@ConfigMapping(prefix = "toygres.image-freshness")
public interface FreshnessConfig {

    /** How old an instance's newest image may be; the default suits daily backups. */
    @WithDefault("26H")
    @DurationBounds(least = "1M", most = "365D")
    Duration recent();

    /** How often to look; {@code off} never looks. */
    @WithDefault("1m")
    @ScheduleBounds(least = "1S", most = "1H")
    String every();
}
