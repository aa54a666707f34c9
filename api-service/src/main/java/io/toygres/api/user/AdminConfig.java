package io.toygres.api.user;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** The first user, an admin. Read while there is no user, and later only with {@code recover}. */
@ConfigMapping(prefix = "toygres.admin")
public interface AdminConfig {

    /** Letters, digits and {@code . _ @ + -}, at most 100. */
    @WithDefault("admin")
    String username();

    /**
     * A file whose text, without white space around it, is the password: 12 characters or more, and none that is easily guessed. Without
     * one the service does not start while there is no user.
     */
    Optional<Path> passwordFile();

    /** Gives the user of that name this password at the start, and makes them an admin: for when no admin can log in any more. */
    @WithDefault("false")
    boolean recover();
}
