package io.toygres.api.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import java.time.Duration;

/** How long it is remembered who a session or token stands for. */
@ConfigMapping(prefix = "toygres.access")
public interface AccessConfig {

    /**
     * After a logout or a change of users or tokens all replicas look anew at once; should one not hear of it, it does after this time.
     * {@code 0S} asks the database at each request.
     */
    @WithDefault("5S")
    @DurationBounds(least = "0S", most = "1M")
    Duration cachedFor();
}
