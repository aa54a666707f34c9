package io.toygres.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * A file of keys: one a line, {@code <key id>:<base64 of 32 bytes>}, oldest first. How keys are rotated:
 * {@code docs/runbook.md}. Empty lines and lines that start with {@code #} are skipped.
 */
final class KeyFile {

    private static final Logger LOG = Logger.getLogger(KeyFile.class);

    private static final int KEY_BYTES = 32;
    private static final String KEY_ID = "[A-Za-z0-9._-]{1,64}";

    private static final Set<PosixFilePermission> OPEN_TO_OTHERS =
            Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private final String name;
    private final Path file;
    private final String property;

    /**
     * @param name what it is called in messages, such as {@code Keyring file}
     * @param property the setting that leads to it
     */
    KeyFile(String name, Path file, String property) {
        this.name = name;
        this.file = file;
        this.property = property;
    }

    /**
     * The keys by their ids, the newest last; at least one.
     *
     * @throws IllegalStateException when the file is missing, unreadable, empty or malformed; the message says which
     */
    Map<String, byte[]> read() {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                add(line.strip(), keys, file + ", line " + number);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException(
                    name + " " + file + " holds no key; make one with: echo \"k1:$(openssl rand -base64 32)\"");
        }
        return Collections.unmodifiableMap(keys);
    }

    private List<String> lines() {
        try {
            List<String> lines = Files.readAllLines(file);
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OPEN_TO_OTHERS::contains)) {
                LOG.warnf("%s %s can be read by every user of the machine: chmod 0440 it", name, file);
            }
            return lines;
        } catch (IOException e) {
            throw new IllegalStateException(
                    name + " " + file + " cannot be read: " + e.getClass().getSimpleName() + ". Set " + property + ".",
                    e);
        }
    }

    private void add(String line, Map<String, byte[]> keys, String place) {
        String[] idAndKey = line.split(":", 2);
        if (idAndKey.length != 2 || !idAndKey[0].matches(KEY_ID)) {
            throw new IllegalStateException(name + " " + place + " is not <key id>:<base64 of 32 bytes>");
        }
        if (keys.putIfAbsent(idAndKey[0], key(idAndKey[1], place)) != null) {
            throw new IllegalStateException(name + " " + place + " repeats the key id " + idAndKey[0]);
        }
    }

    private byte[] key(String base64, String place) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(name + " " + place + " has a key that is not base64", e);
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException(
                    name + " " + place + " has a key of " + key.length + " bytes instead of " + KEY_BYTES);
        }
        return key;
    }
}
