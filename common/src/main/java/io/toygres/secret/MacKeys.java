package io.toygres.secret;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Message authentication codes by HMAC-SHA256, as {@code <key id>:<base64 of 32 bytes>}. Keys rotate: the newest signs, every key verifies.
 */
public final class MacKeys {

    private static final String ALGORITHM = "HmacSHA256";

    private final Map<String, byte[]> keys;
    private final String newest;

    private MacKeys(Map<String, byte[]> keys, String newest) {
        this.keys = keys;
        this.newest = newest;
    }

    /**
     * @param file a {@link KeyFile}
     * @param property the setting that leads to it
     * @throws IllegalStateException when the file is missing, unreadable, empty or malformed; the message says which
     */
    public static MacKeys read(Path file, String property) {
        Map<String, byte[]> keys = new KeyFile("Command key file", file, property).read();
        return new MacKeys(keys, List.copyOf(keys.keySet()).getLast());
    }

    /** @param key 32 random bytes */
    public static MacKeys of(String keyId, byte[] key) {
        return new MacKeys(Map.of(keyId, key.clone()), keyId);
    }

    public String sign(byte[] content) {
        return newest + ":" + Base64.getEncoder().encodeToString(mac(newest, content));
    }

    /** @param code as {@link #sign} makes it; anything else is wrong */
    public boolean verify(byte[] content, String code) {
        String[] idAndMac = code.split(":", 2);
        if (idAndMac.length != 2 || !keys.containsKey(idAndMac[0])) {
            return false;
        }
        try {
            byte[] claimed = Base64.getDecoder().decode(idAndMac[1]);
            // In constant time, so that nobody finds the code out byte by byte.
            return MessageDigest.isEqual(claimed, mac(idAndMac[0], content));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private byte[] mac(String keyId, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(keys.get(keyId), ALGORITHM));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
