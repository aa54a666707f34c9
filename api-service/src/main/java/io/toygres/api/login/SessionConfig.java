package io.toygres.api.login;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import io.toygres.settings.ScheduleBounds;
import java.time.Duration;

/** How long a login holds. */
@ConfigMapping(prefix = "toygres.sessions")
public interface SessionConfig {

    /** How long a session lasts after its last request, to the minute. */
    @WithDefault("2H")
    @DurationBounds(least = "5M", most = "30D")
    Duration idle();

    /** How long it lasts after the login, whatever is requested. */
    @WithDefault("24H")
    @DurationBounds(least = "5M", most = "365D")
    Duration longest();

    /** How often sessions that have ended are removed; {@code off} never removes any. */
    @WithDefault("1h")
    @ScheduleBounds(least = "1S", most = "1D")
    String purgeEvery();
}
