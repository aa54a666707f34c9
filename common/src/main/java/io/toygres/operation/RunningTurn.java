package io.toygres.operation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The thread of one turn, which may be interrupted in its step but never in its commit. */
final class RunningTurn {

    private @Nullable Thread stepThread;
    private Instant latestEnd = Instant.MAX;
    private End end = End.OF_ITSELF;

    /** How a step came to its end. */
    enum End {
        OF_ITSELF,
        /** Interrupted, because somebody cancelled the operation. */
        CANCELLED,
        /** Interrupted, because it took longer than it may. */
        LATE,
        /** Interrupted, and what it did is not to be committed. */
        ABANDONED
    }

    /** @param latest when the step must have ended, by the database's clock */
    synchronized void enterStep(Instant latest) {
        stepThread = Thread.currentThread();
        latestEnd = latest;
    }

    synchronized End leaveStep() {
        stepThread = null;
        // An interrupt that came too late for the step must not hit the commit's connection.
        Thread.interrupted();
        return end;
    }

    /** Breaks the step off if it is late or not wanted any more; an outcome that it has nevertheless counts. */
    synchronized void check(LeaseStore.Pulse pulse) {
        if (pulse.cancelRequested()) {
            breakOff(End.CANCELLED);
        } else if (!pulse.now().isBefore(latestEnd)) {
            breakOff(End.LATE);
        }
    }

    /** Breaks the step off; its outcome no longer counts. */
    synchronized void abandon() {
        breakOff(End.ABANDONED);
    }

    private void breakOff(End how) {
        end = how;
        if (stepThread != null) {
            stepThread.interrupt();
        }
    }
}
