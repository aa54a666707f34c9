package io.toygres.operation;

import org.jspecify.annotations.Nullable;

/** The thread of one turn, which may be interrupted in its step but never in its commit. */
final class RunningTurn {

    private @Nullable Thread stepThread;
    private boolean abandoned;

    synchronized void enterStep() {
        stepThread = Thread.currentThread();
    }

    /** @return whether what the step did is to be committed */
    synchronized boolean leaveStep() {
        stepThread = null;
        // An interrupt that came too late for the step must not hit the commit's connection.
        Thread.interrupted();
        return !abandoned;
    }

    /** Breaks the step off; its outcome no longer counts. */
    synchronized void abandon() {
        abandoned = true;
        if (stepThread != null) {
            stepThread.interrupt();
        }
    }
}
