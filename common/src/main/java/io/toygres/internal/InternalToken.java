package io.toygres.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.toygres.secret.MacKeys;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Base64;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The bearer token of internal endpoints. It is made from the keys that sign commands, which api-service and the workers have already:
 * who may command a worker may ask it. Keys rotate as they do there: the newest makes the token, each is accepted.
 */
@Singleton
public final class InternalToken {

    private static final String PROPERTY = "toygres.command-keys.file";

    private static final String SCHEME = "Bearer ";

    /** Unlike all that is signed as a command: that begins with a length. */
    private static final byte[] LABEL = "toygres internal http v1".getBytes(UTF_8);

    private final MacKeys keys;

    @Inject
    InternalToken(@ConfigProperty(name = PROPERTY) Path file) {
        this(MacKeys.read(file, PROPERTY + " (TOYGRES_COMMAND_KEYS_FILE)"));
    }

    public InternalToken(MacKeys keys) {
        this.keys = keys;
    }

    /** The value of header {@code Authorization}. */
    public String header() {
        return SCHEME
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(keys.sign(LABEL).getBytes(UTF_8));
    }

    /** @param header the value of {@code Authorization}; null when there is none */
    public boolean accepts(@Nullable String header) {
        if (header == null || !header.startsWith(SCHEME)) {
            return false;
        }
        try {
            byte[] code = Base64.getUrlDecoder().decode(header.substring(SCHEME.length()));
            return keys.verify(LABEL, new String(code, UTF_8));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
