package io.toygres.connection;

import io.netty.buffer.ByteBuf;

/** Where in HTTP/2 (RFC 9113, 4.1) a client is: between two frames, or inside of one, or of a block of headers that several make up. */
final class FrameWatch {

    /** What a client sends before its first frame. */
    static final int PREFACE = 24;

    private static final int HEADER = 9;
    private static final int TYPE = 3;
    private static final int FLAGS = 4;
    private static final int TYPE_HEADERS = 1;
    private static final int TYPE_CONTINUATION = 9;
    private static final int END_HEADERS = 4;

    private final byte[] header = new byte[HEADER];
    private int filled;
    private int skip = PREFACE;
    private boolean insideHeaders;
    private long whole;

    /** Leaves the bytes unread. */
    void read(ByteBuf bytes) {
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex()) {
            if (skip > 0) {
                int skipped = Math.min(skip, bytes.writerIndex() - at);
                skip -= skipped;
                at += skipped;
            } else {
                header[filled++] = bytes.getByte(at++);
                begin();
            }
            if (!isInside()) {
                whole++;
            }
        }
    }

    private void begin() {
        if (filled == HEADER) {
            filled = 0;
            skip = (header[0] & 0xff) << 16 | (header[1] & 0xff) << 8 | (header[2] & 0xff);
            if (header[TYPE] == TYPE_HEADERS || header[TYPE] == TYPE_CONTINUATION) {
                insideHeaders = (header[FLAGS] & END_HEADERS) == 0;
            }
        }
    }

    boolean isInside() {
        return skip > 0 || filled > 0 || insideHeaders;
    }

    /** How many frames, or blocks of headers, have come as a whole. */
    long whole() {
        return whole;
    }
}
