package io.toygres.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import java.time.Duration;

/** Connections to the service's ports. */
@ConfigMapping(prefix = "toygres.http")
public interface ConnectionSettings {

    /**
     * How long a request's line and headers may take, from their first byte to their last; then the connection is closed. Over HTTP/2
     * the same bounds each frame, and each block of headers.
     */
    @WithDefault("30S")
    @DurationBounds(least = "1S", most = "5M")
    Duration headTimeout();
}
