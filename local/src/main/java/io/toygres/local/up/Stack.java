package io.toygres.local.up;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started, to be closed in reverse order; each even when another fails to. */
final class Stack implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T push(T server) {
        started.push(server);
        return server;
    }

    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            AutoCloseable server = started.pop();
            try {
                server.close();
            } catch (Exception e) {
                Progress.say("Could not stop " + server.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }
    }
}
