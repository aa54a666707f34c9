package io.toygres.api.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Sets {@code quarkus.http.auth.session.encryption-key}, which encrypts the session cookie, to a key made of the keyring and
 * the administrator's password: sessions survive restarts, hold on every replica, and end when the password changes. A value
 * set by anything else wins. Without the two files it sets nothing, and the service does not start.
 */
public final class SessionKey implements ConfigSourceFactory {

    private static final String NAME = "quarkus.http.auth.session.encryption-key";

    /** Below {@code application.properties} (250) and all that outranks it. */
    private static final int ORDINAL = 50;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Optional<Path> keyring = file(context, "toygres.keyring.file");
        Optional<Path> password = file(context, "toygres.admin.password-file");
        if (keyring.isEmpty() || password.isEmpty()) {
            return List.of();
        }
        Map<String, String> properties = Map.of(NAME, derive(read(keyring.get()), read(password.get())));
        return List.of(new PropertiesConfigSource(properties, "session key", ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    static String derive(String keyring, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keyring.getBytes(UTF_8), mac.getAlgorithm()));
            return Base64.getEncoder().encodeToString(mac.doFinal(("session " + password).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    private static Optional<Path> file(ConfigSourceContext context, String property) {
        ConfigValue value = context.getValue(property);
        return value == null || value.getValue() == null
                ? Optional.empty()
                : Optional.of(Path.of(value.getValue())).filter(Files::isReadable);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
