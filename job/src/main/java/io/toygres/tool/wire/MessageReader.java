package io.toygres.tool.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Takes the server's messages apart: a byte for the type, four for the length with themselves, and the body. {@link #type} and
 * {@link #body} are called in turn.
 */
final class MessageReader {

    private static final int OWN_LENGTH = 4;

    /** Far more than the answers that are asked for here have; a length beyond it is none. */
    private static final int LARGEST_BODY = 64 * 1024 * 1024;

    private final ReadableByteChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(16 * 1024).limit(0);

    MessageReader(ReadableByteChannel channel) {
        this.channel = channel;
    }

    byte type() throws IOException {
        fill();
        return in.get();
    }

    byte[] body() throws IOException {
        int length = length() - OWN_LENGTH;
        if (length < 0 || length > LARGEST_BODY) {
            throw new IOException("the server sent a message of " + length + " bytes");
        }
        byte[] body = new byte[length];
        int at = 0;
        while (at < body.length) {
            fill();
            int part = Math.min(in.remaining(), body.length - at);
            in.get(body, at, part);
            at += part;
        }
        return body;
    }

    private int length() throws IOException {
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            fill();
            value = (value << Byte.SIZE) | (in.get() & 0xFF);
        }
        return value;
    }

    private void fill() throws IOException {
        if (in.hasRemaining()) {
            return;
        }
        in.clear();
        int read = channel.read(in);
        in.flip();
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
    }
}
