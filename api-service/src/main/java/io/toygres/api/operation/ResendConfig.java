package io.toygres.api.operation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a command is sent again. */
@ConfigMapping(prefix = "toygres.resend")
public interface ResendConfig {

    /**
     * How long to wait for a worker's first event before the command is sent again, with the same message id; and, after a cancel, for
     * the end of the operation.
     */
    @WithDefault("2m")
    Duration after();

    /** How often to look for such commands; {@code off} never looks. */
    @WithDefault("15s")
    String every();

    /** How many of either kind are sent again in one look, 1 or more; the rest waits for the next. */
    @WithDefault("500")
    int batch();
}
