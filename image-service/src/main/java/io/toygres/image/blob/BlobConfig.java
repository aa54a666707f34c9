package io.toygres.image.blob;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the images lie and how this service reaches them. */
@ConfigMapping(prefix = "toygres.blob")
public interface BlobConfig {

    /** The container, such as {@code https://account.blob.core.windows.net/images}. Jobs get the same URL. */
    URI containerUrl();

    /** A CONNECT proxy for everything this service sends to Azure, such as {@code http://127.0.0.1:10080}; none when absent. */
    Optional<URI> httpsProxy();

    /** PEM certificates trusted besides the JDK's own, for endpoints behind a private authority; none when absent. */
    Optional<Path> caFile();

    /** How long one request may take to answer. A file is read in blocks, so this does not bound a file. */
    @WithDefault("60s")
    @DurationBounds(least = "1S", most = "1H")
    Duration requestTimeout();
}
