package io.toygres.operation;

import java.time.Duration;

/** What an {@link Undo} found. */
public sealed interface UndoOutcome {

    /** Nothing is left of the step. */
    record Done() implements UndoOutcome {}

    /** The removal is under way; look again after the delay, or when woken. */
    record Wait(Duration delay, String reason) implements UndoOutcome {}

    static UndoOutcome done() {
        return new Done();
    }

    static UndoOutcome waitFor(Duration delay, String reason) {
        return new Wait(delay, reason);
    }
}
