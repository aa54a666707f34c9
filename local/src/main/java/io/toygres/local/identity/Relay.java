package io.toygres.local.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Joins two connections: what comes from one goes to the other. */
final class Relay {
    private static final int BUFFER = 128 * 1024;

    private Relay() {}

    /** Passes bytes both ways until both sides have ended. */
    static void between(SocketChannel one, SocketChannel other) throws IOException {
        Thread back = Thread.startVirtualThread(() -> copyUntilClosed(other, one));
        copyUntilClosed(one, other);
        try {
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copyUntilClosed(SocketChannel from, SocketChannel to) {
        try {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // A reset on one side ends both.
            close(from);
            close(to);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It counts as closed.
        }
    }
}
