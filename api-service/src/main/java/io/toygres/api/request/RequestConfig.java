package io.toygres.api.request;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import io.toygres.settings.ScheduleBounds;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;

/** Requests that other services send over Kafka. */
@ConfigMapping(prefix = "toygres.requests")
public interface RequestConfig {

    /**
     * How old a request may be when it is carried out. With the 5 minutes that clocks may be apart it must be less than
     * {@code toygres.idempotency.keep}, so that a request that is sent again is known or too old.
     */
    @WithDefault("1h")
    @DurationBounds(least = "1M", most = "1D")
    Duration longestAge();

    /** How many requests that no token has signed a replica answers in a minute; those beyond are counted and answered by nothing. */
    @WithDefault("60")
    @Range(min = 0, max = 10_000)
    int strangersPerMinute();

    /** How often refusals that are too old to come again are removed; {@code off} never removes any. */
    @WithDefault("1h")
    @ScheduleBounds(least = "1S", most = "1D")
    String purgeEvery();
}
