package io.toygres.api.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;

/** How webhooks are registered. */
@ConfigMapping(prefix = "toygres.webhooks")
public interface WebhookConfig {

    /** How many webhooks a project may have. */
    @WithDefault("20")
    @Range(min = 0, max = 10_000)
    int perProject();

    /** For how long a secret signs beside the one that took its place. */
    @WithDefault("24H")
    @DurationBounds(least = "0S", most = "30D")
    Duration oldSecretFor();
}
