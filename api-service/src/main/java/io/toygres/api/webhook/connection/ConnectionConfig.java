package io.toygres.api.webhook.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where webhooks may lead. */
@ConfigMapping(prefix = "toygres.webhooks")
public interface ConnectionConfig {

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
}
