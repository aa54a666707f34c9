package io.toygres.image.blob;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a stream of bytes amounts to.
 *
 * @param length in bytes
 * @param sha256 in lower-case hex
 */
public record ContentDigest(long length, String sha256) {

    public static ContentDigest of(byte[] content) {
        return new ContentDigest(content.length, hex(newSha256().digest(content)));
    }

    /** Of bytes that come one after another; none is kept. */
    static Running running() {
        return new Running();
    }

    /** What came so far. */
    static final class Running {

        private final MessageDigest digest = newSha256();
        private long length;

        private Running() {}

        void add(byte[] bytes) {
            digest.update(bytes);
            length += bytes.length;
        }

        ContentDigest end() {
            return new ContentDigest(length, hex(digest.digest()));
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
