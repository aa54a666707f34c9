package io.toygres.tool.process;

import java.util.Optional;

/** Waiting that ends early when the thread is interrupted, and says so. */
final class Interrupts {

    private Interrupts() {}

    static Optional<InterruptedException> join(Thread thread, long milliseconds) {
        try {
            thread.join(milliseconds);
            return Optional.empty();
        } catch (InterruptedException e) {
            return Optional.of(e);
        }
    }
}
