package io.toygres.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import java.time.Duration;

/** How long messages are known again. */
@ConfigMapping(prefix = "toygres.inbox")
public interface InboxSettings {

    /** How long a message's id is remembered; longer than any topic's {@code retention.ms}. Older commands are refused. */
    @WithDefault("14D")
    @DurationBounds(least = "1H", most = "365D")
    Duration retention();
}
