package io.toygres.image.blob;

import java.io.IOException;
import java.io.InputStream;
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

    private static final int BUFFER_BYTES = 64 * 1024;

    public static ContentDigest of(byte[] content) {
        return new ContentDigest(content.length, hex(newSha256().digest(content)));
    }

    /** Reads the stream to its end, keeping none of it. */
    static ContentDigest of(InputStream content) throws IOException {
        MessageDigest digest = newSha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        long length = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            digest.update(buffer, 0, read);
            length += read;
        }
        return new ContentDigest(length, hex(digest.digest()));
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
