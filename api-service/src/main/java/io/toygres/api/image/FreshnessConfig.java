package io.toygres.api.image;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When an instance counts as without a recent image, in the metrics. */
@ConfigMapping(prefix = "toygres.image-freshness")
public interface FreshnessConfig {

    /** How old an instance's newest image may be; the default suits daily backups. */
    @WithDefault("26H")
    Duration recent();

    /** How often to look; {@code off} never looks. */
    @WithDefault("1m")
    String every();
}
