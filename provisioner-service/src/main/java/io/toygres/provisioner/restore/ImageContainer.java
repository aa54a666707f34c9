package io.toygres.provisioner.restore;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** Where images lie. */
@ConfigMapping(prefix = "toygres.blob")
public interface ImageContainer {

    /** The container of all images, such as {@code https://account.blob.core.windows.net/images}. */
    URI containerUrl();
}
