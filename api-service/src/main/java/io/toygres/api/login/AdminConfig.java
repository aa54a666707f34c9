package io.toygres.api.login;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** The one login that there is. */
@ConfigMapping(prefix = "toygres.admin")
public interface AdminConfig {

    @WithDefault("admin")
    String username();

    /** A file whose text, without white space around it, is the password; the service does not start without one. */
    Path passwordFile();
}
