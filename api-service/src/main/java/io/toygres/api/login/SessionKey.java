package io.toygres.api.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes of a session's token what stands in the database. Its key is made of the keyring and the administrator's password, so that all
 * sessions end when the password changes, and hold on every replica and after a restart otherwise.
 */
@Singleton
class SessionKey {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    @Inject
    SessionKey(@ConfigProperty(name = "toygres.keyring.file") Path keyring, AdminConfig admin) {
        this(read(keyring), read(admin.passwordFile()));
    }

    SessionKey(String keyring, String password) {
        this.key = new SecretKeySpec(
                mac(new SecretKeySpec(keyring.getBytes(UTF_8), ALGORITHM), "session " + password), ALGORITHM);
    }

    /** @return 64 hex digits */
    String mac(String token) {
        return HexFormat.of().formatHex(mac(key, token));
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
