package io.toygres.tool.restore;

import io.toygres.tool.process.Measured;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** A part of a stream, of known length and SHA-256, which ends where the part does. */
final class Checked extends InputStream {

    private final InputStream in;
    private final MessageDigest digest = Measured.sha256();
    private final LongConsumer arrived;
    private long left;

    /** @param arrived is told of bytes as they come */
    Checked(InputStream in, long length, LongConsumer arrived) {
        this.in = in;
        this.left = length;
        this.arrived = arrived;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** @throws EOFException when the stream ends before the part does */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int read = in.read(target, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("the download broke off");
        }
        digest.update(target, offset, read);
        left -= read;
        arrived.accept(read);
        return read;
    }

    /** Reads what nobody has read, so that the hash covers all of it. */
    void drain() throws IOException {
        transferTo(OutputStream.nullOutputStream());
    }

    /** In lower-case hex; ask once, at the end. */
    String sha256Hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
