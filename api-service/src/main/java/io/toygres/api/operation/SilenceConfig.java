package io.toygres.api.operation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import io.toygres.settings.ScheduleBounds;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;

/** When a worker is asked after an operation that it has not told of. */
@ConfigMapping(prefix = "toygres.silence")
public interface SilenceConfig {

    /** How long an operation may be silent before its worker is asked to tell its last event again, and how long until it is asked again. */
    @WithDefault("10m")
    @DurationBounds(least = "1S", most = "1D")
    Duration after();

    /** How often to look for such operations; {@code off} never looks. */
    @WithDefault("1m")
    @ScheduleBounds(least = "1S", most = "1H")
    String every();

    /** How many are asked after in one look; the rest waits for the next. */
    @WithDefault("500")
    @Range(min = 1, max = 10_000)
    int batch();
}
