package io.toygres.api.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import io.toygres.settings.ScheduleBounds;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;

/** The stream of changes, {@code GET /api/events}. */
@ConfigMapping(prefix = "toygres.events")
public interface EventConfig {

    /** How many streams a replica serves at once; the next one gets a 503. */
    @WithDefault("2000")
    @Range(min = 1, max = 100_000)
    int listeners();

    /** How often to look for changes while anybody listens. */
    @WithDefault("250ms")
    @DurationBounds(least = "0.01S", most = "10S")
    Duration poll();

    /** After how long without an event to send a sign of life, by which both sides notice that the other is gone. */
    @WithDefault("15s")
    @DurationBounds(least = "1S", most = "5M")
    Duration heartbeat();

    /** How long a stream lasts, until its client has to come again and prove who it is. */
    @WithDefault("15m")
    @DurationBounds(least = "1S", most = "1D")
    Duration longest();

    /** How long changes are kept for who comes back. */
    @WithDefault("7D")
    @DurationBounds(least = "1M", most = "365D")
    Duration keep();

    /** How often older ones are removed; {@code off} never removes any. */
    @WithDefault("1h")
    @ScheduleBounds(least = "1S", most = "1D")
    String purgeEvery();
}
