package io.toygres.localcluster;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What has been opened, closed in reverse; one failure does not keep the others open. */
final class Closing {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    /** To be closed after all others. */
    void addFirst(AutoCloseable resource) {
        opened.addLast(resource);
    }

    void close() throws IOException {
        IOException failure = new IOException("the cluster could not be taken down cleanly");
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception cause) {
                failure.addSuppressed(cause);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
