package io.toygres.tool.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of an archive as the numbers and texts of its format. */
final class ArchiveInput {

    private static final int BUFFER = 256 * 1024;

    /** No single value of a table of contents is as long; what claims to be is no archive. */
    private static final int LONGEST_TEXT = 1 << 30;

    private final InputStream in;
    private int integerBytes = 4;

    ArchiveInput(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER);
    }

    void integersOf(int bytes) {
        integerBytes = bytes;
    }

    /** -1 at the end. */
    int maybeByte() throws IOException {
        return in.read();
    }

    int oneByte() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new UnreadableArchiveException("the archive is too short");
        }
        return value;
    }

    /** A sign, then the bytes of the number, the lowest first. */
    int integer() throws IOException {
        int sign = oneByte();
        long value = 0;
        for (int i = 0; i < integerBytes; i++) {
            value |= (long) oneByte() << (8 * i);
        }
        if (value > Integer.MAX_VALUE) {
            throw new UnreadableArchiveException("the archive has a number out of range");
        }
        return sign == 0 ? (int) value : (int) -value;
    }

    /** Object ids take all 32 bits. */
    long unsigned() throws IOException {
        int sign = oneByte();
        long value = 0;
        for (int i = 0; i < integerBytes; i++) {
            value |= (long) oneByte() << (8 * i);
        }
        return sign == 0 ? value : -value & 0xFFFF_FFFFL;
    }

    /** Empty for none. */
    String text() throws IOException {
        int length = integer();
        if (length <= 0) {
            return "";
        }
        return RawText.of(bytes(length));
    }

    byte[] bytes(int length) throws IOException {
        if (length > LONGEST_TEXT) {
            throw new UnreadableArchiveException("the archive has a text out of range");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new UnreadableArchiveException("the archive is too short");
        }
        return bytes;
    }

    void read(byte[] target, int offset, int length) throws IOException {
        if (in.readNBytes(target, offset, length) < length) {
            throw new UnreadableArchiveException("the archive is too short");
        }
    }

    void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            var unused = oneByte();
        }
    }
}
