package io.toygres.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.logging.Logger;

/**
 * The file that a {@link Keyring} is read from: one key a line, {@code <key id>:<base64 of 32 bytes>}, oldest first. To rotate,
 * append a line and restart; drop an old line once nothing is encrypted with it any more. Empty lines and lines that start
 * with {@code #} are skipped.
 */
public final class KeyringFile {

    private static final Logger LOG = Logger.getLogger(KeyringFile.class);

    private static final int KEY_BYTES = 32;
    private static final String KEY_ID = "[A-Za-z0-9._-]{1,64}";

    private static final Set<PosixFilePermission> OPEN_TO_OTHERS =
            Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private KeyringFile() {}

    /** @throws IllegalStateException when the file is missing, unreadable, empty or malformed; the message says which */
    public static Keyring read(Path file) {
        var keys = new LinkedHashMap<String, SecretKey>();
        String newest = "";
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                newest = add(line.strip(), keys, file + ", line " + number);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException("Keyring file " + file + " holds no key; make one with:"
                    + " echo \"k1:$(openssl rand -base64 32)\"");
        }
        return new Keyring(keys, newest);
    }

    private static List<String> lines(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OPEN_TO_OTHERS::contains)) {
                LOG.warnf("Keyring file %s can be read by every user of the machine: chmod 0440 it", file);
            }
            return lines;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Keyring file " + file + " cannot be read: " + e.getClass().getSimpleName()
                            + ". Set toygres.keyring.file (TOYGRES_KEYRING_FILE).",
                    e);
        }
    }

    private static String add(String line, Map<String, SecretKey> keys, String place) {
        String[] idAndKey = line.split(":", 2);
        if (idAndKey.length != 2 || !idAndKey[0].matches(KEY_ID)) {
            throw new IllegalStateException("Keyring file " + place + " is not <key id>:<base64 of 32 bytes>");
        }
        if (keys.putIfAbsent(idAndKey[0], new SecretKeySpec(key(idAndKey[1], place), "AES")) != null) {
            throw new IllegalStateException("Keyring file " + place + " repeats the key id " + idAndKey[0]);
        }
        return idAndKey[0];
    }

    private static byte[] key(String base64, String place) {
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            if (key.length != KEY_BYTES) {
                throw new IllegalStateException(
                        "Keyring file " + place + " has a key of " + key.length + " bytes instead of " + KEY_BYTES);
            }
            return key;
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("Keyring file " + place + " has a key that is not base64", e);
        }
    }
}
