package io.toygres.api.operation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a worker is asked after an operation that it has not told of. */
@ConfigMapping(prefix = "toygres.silence")
public interface SilenceConfig {

    /** How long an operation may be silent before its worker is asked to tell its last event again, and how long until it is asked again. */
    @WithDefault("10m")
    Duration after();

    /** How often to look for such operations; {@code off} never looks. */
    @WithDefault("1m")
    String every();

    /** How many are asked after in one look, 1 or more; the rest waits for the next. */
    @WithDefault("500")
    int batch();
}
