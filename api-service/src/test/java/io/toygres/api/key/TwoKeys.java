package io.toygres.api.key;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.toygres.secret.Keyring;
import io.toygres.secret.KeyringFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/** The service after a key was added: {@code k1} decrypts and {@code k2} encrypts. */
public final class TwoKeys implements QuarkusTestProfile {

    private static final String FIRST = "k1:" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final String SECOND = "k2:" + "B".repeat(43) + "=";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("toygres.keyring.file", file(FIRST + "\n" + SECOND + "\n").toString(), "toygres.keys.batch", "2");
    }

    /** The keyring as it was before. */
    static Keyring before() {
        return KeyringFile.read(file(FIRST));
    }

    /** The keyring with the new key in it, which encrypts nothing yet. */
    static Keyring early() {
        return KeyringFile.read(file(SECOND + "\n" + FIRST + "\n"));
    }

    /** One that the service knows nothing of. */
    static Keyring another() {
        return KeyringFile.read(file("k0:" + "C".repeat(43) + "="));
    }

    private static Path file(String text) {
        try {
            Path file = Files.createTempFile("toygres-keyring", ".txt");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
