package io.toygres.secret;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The {@link KeyFile} that a {@link Keyring} is read from: the newest key encrypts, every key decrypts. */
public final class KeyringFile {

    private KeyringFile() {}

    /** @throws IllegalStateException when the file is missing, unreadable, empty or malformed; the message says which */
    public static Keyring read(Path file) {
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        String newest = "";
        for (var key : new KeyFile("Keyring file", file, "toygres.keyring.file (TOYGRES_KEYRING_FILE)")
                .read()
                .entrySet()) {
            keys.put(key.getKey(), new SecretKeySpec(key.getValue(), "AES"));
            newest = key.getKey();
        }
        return new Keyring(keys, newest);
    }
}
