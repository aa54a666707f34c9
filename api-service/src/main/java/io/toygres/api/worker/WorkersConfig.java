package io.toygres.api.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the worker services answer questions, and how long to wait. */
@ConfigMapping(prefix = "toygres.workers")
public interface WorkersConfig {

    /** Base address of image-service, without a slash at its end. */
    @WithDefault("http://127.0.0.1:8081")
    URI imageUrl();

    /** Base address of provisioner-service, without a slash at its end. */
    @WithDefault("http://127.0.0.1:8082")
    URI provisionerUrl();

    /** PEM certificates, from one of which those of workers with an {@code https} address must come; absent: from those that the JDK trusts. */
    Optional<Path> caFile();

    /** How long to wait for a connection, and then for the first byte. */
    @WithDefault("10s")
    @DurationBounds(least = "100MS", most = "5M")
    Duration timeout();
}
