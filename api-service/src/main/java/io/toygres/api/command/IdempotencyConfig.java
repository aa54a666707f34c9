package io.toygres.api.command;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import io.toygres.settings.ScheduleBounds;
import java.time.Duration;

/** How long an Idempotency-Key is remembered. */
@ConfigMapping(prefix = "toygres.idempotency")
public interface IdempotencyConfig {

    /** From the first request with the key; later the key counts as new. */
    @WithDefault("24h")
    @DurationBounds(least = "1M", most = "365D")
    Duration keep();

    /** How often keys past their time are removed; {@code off} never removes any. */
    @WithDefault("1h")
    @ScheduleBounds(least = "1S", most = "1D")
    String purgeEvery();
}
