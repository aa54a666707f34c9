package io.toygres.operation;

import java.time.Duration;

/** What an {@link Undo} found. */
public sealed interface Undone {

    /** Nothing is left of the step. */
    record Yes() implements Undone {}

    /** The removal is under way; look again after the delay, or when woken. */
    record NotYet(Duration delay, String reason) implements Undone {}

    static Undone yes() {
        return new Yes();
    }

    static Undone notYet(Duration delay, String reason) {
        return new NotYet(delay, reason);
    }
}
