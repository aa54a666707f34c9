package io.toygres.api.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import io.toygres.settings.ScheduleBounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.Range;

/** Where webhooks may lead, and how they are told. */
@ConfigMapping(prefix = "toygres.webhooks")
public interface WebhookConfig {

    /** Whether {@code http://} is taken as well: what is sent can then be read and changed on its way. */
    @WithDefault("false")
    boolean allowHttp();

    /**
     * Blocks such as {@code 10.20.0.0/16}, separated by commas, whose addresses may be connected to although they are private or otherwise
     * not of the public network. Absent: none.
     */
    Optional<List<String>> allowedCidrs();

    /** Ports, and ranges such as {@code 8000-8999}, separated by commas, that may be connected to. */
    @WithDefault("443")
    List<String> ports();

    /** A PEM file with the certificates of the authorities that receivers are to be certified by. Absent: those that Java knows. */
    Optional<Path> authoritiesFile();

    /** How long an attempt may take, from the look-up of the name to the answer's status. */
    @WithDefault("10S")
    @DurationBounds(least = "1S", most = "1M")
    Duration timeout();

    /** How many receivers a replica tells at the same time. */
    @WithDefault("32")
    @Range(min = 1, max = 1_000)
    int concurrency();

    /** How many webhooks a project may have. */
    @WithDefault("20")
    @Range(min = 0, max = 10_000)
    int perProject();

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

    /** For how long a secret signs beside the one that took its place. */
    @WithDefault("24H")
    @DurationBounds(least = "0S", most = "30D")
    Duration oldSecretFor();

    /** How long the outcomes of attempts are kept. */
    @WithDefault("7D")
    @DurationBounds(least = "1M", most = "365D")
    Duration keep();

    /** How often older ones are removed; {@code off} never removes any. */
    @WithDefault("1h")
    @ScheduleBounds(least = "1S", most = "1D")
    String purgeEvery();
}
