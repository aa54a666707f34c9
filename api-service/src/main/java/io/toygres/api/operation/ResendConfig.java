package io.toygres.api.operation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import io.toygres.settings.ScheduleBounds;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;

/** When a command is sent again. */
@ConfigMapping(prefix = "toygres.resend")
public interface ResendConfig {

    /**
     * How long to wait for a worker's first event before the command is sent again, with the same message id; and, after a cancel, for
     * the end of the operation.
     */
    @WithDefault("2m")
    @DurationBounds(least = "1S", most = "1D")
    Duration after();

    /** How often to look for such commands; {@code off} never looks. */
    @WithDefault("15s")
    @ScheduleBounds(least = "1S", most = "1H")
    String every();

    /** How many of either kind are sent again in one look; the rest waits for the next. */
    @WithDefault("500")
    @Range(min = 1, max = 10_000)
    int batch();
}
