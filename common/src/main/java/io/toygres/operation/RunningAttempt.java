package io.toygres.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The thread of one attempt, which may be interrupted in its step but never in its commit. */
final class RunningAttempt {

    private final LeasedRow row;
    private @Nullable Thread stepThread;
    private Instant latestEnd = Instant.MAX;
    private End end = End.OF_ITSELF;
    /** When it was first broken off, by {@link System#nanoTime}. */
    private Optional<Long> brokenOffAt = Optional.empty();

    /** How a step came to its end. */
    enum End {
        OF_ITSELF,
        /** Interrupted, because somebody cancelled the operation or abandoned its undo. */
        CANCELLED,
        /** Interrupted, because it took longer than it may. */
        LATE,
        /** Interrupted, and what it did is not to be committed. */
        ABANDONED
    }

    RunningAttempt(LeasedRow row) {
        this.row = row;
    }

    LeasedRow row() {
        return row;
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
    synchronized void check(LeaseStore.Extension extension) {
        if (extension.endRequested() && !row.verdict().isEndKnown()) {
            breakOff(End.CANCELLED);
        } else if (!extension.now().isBefore(latestEnd)) {
            breakOff(End.LATE);
        }
    }

    /** Breaks the step off; its outcome no longer counts. */
    synchronized void abandon() {
        breakOff(End.ABANDONED);
    }

    /**
     * Gives up a step that was broken off longer than {@code grace} ago and still goes on: whatever comes of it no longer counts.
     *
     * @return why it had been broken off; empty when it has ended, or has time left
     */
    synchronized Optional<End> giveUp(Duration grace) {
        boolean over = brokenOffAt
                .map(then -> Duration.ofNanos(System.nanoTime() - then).compareTo(grace) > 0)
                .orElse(false);
        if (stepThread == null || !over) {
            return Optional.empty();
        }
        End why = end;
        end = End.ABANDONED;
        return Optional.of(why);
    }

    private void breakOff(End how) {
        if (end != End.ABANDONED) {
            end = how;
        }
        if (stepThread != null) {
            brokenOffAt = brokenOffAt.or(() -> Optional.of(System.nanoTime()));
            stepThread.interrupt();
        }
    }
}
