package io.toygres.api.webhook.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import io.toygres.settings.ScheduleBounds;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;

/** How receivers are told. */
@ConfigMapping(prefix = "toygres.webhooks")
public interface DeliveryConfig {

    /** How many receivers a replica tells at the same time. */
    @WithDefault("32")
    @Range(min = 1, max = 1_000)
    int concurrency();

    /** How often to look for changes. */
    @WithDefault("500ms")
    @DurationBounds(least = "0.01S", most = "1M")
    Duration poll();

    /** The pause after the first failed attempt. It is doubled each time, less a random part of up to half. */
    @WithDefault("5S")
    @DurationBounds(least = "100MS", most = "1H")
    Duration firstRetry();

    /** No pause is longer. */
    @WithDefault("1H")
    @DurationBounds(least = "1S", most = "1D")
    Duration longestRetry();

    /** For how long attempts at the same event may fail until the webhook is disabled. */
    @WithDefault("24H")
    @DurationBounds(least = "1M", most = "30D")
    Duration giveUpAfter();

    /** How long the outcomes of attempts are kept. */
    @WithDefault("7D")
    @DurationBounds(least = "1M", most = "365D")
    Duration keep();

    /** How often older ones are removed; {@code off} never removes any. */
    @WithDefault("1h")
    @ScheduleBounds(least = "1S", most = "1D")
    String purgeEvery();
}
