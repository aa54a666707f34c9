package io.toygres.operation;

import io.toygres.operation.LeasedRow.Times;
import io.toygres.operation.Plan.Phase;
import java.time.Duration;
import java.time.Instant;

/** How much of a phase's time is left, by the database's clock at the turn's begin. */
record PhaseTime(Phase phase, Times times) {

    Instant deadline() {
        return times.phaseStartedAt().plus(phase.deadline());
    }

    boolean isOver() {
        return !times.now().isBefore(deadline());
    }

    /** The last look is at the deadline, not a delay after it. */
    Duration untilDeadlineAtMost(Duration delay) {
        Duration left = Duration.between(times.now(), deadline());
        return delay.compareTo(left) < 0 ? delay : left;
    }

    /** When a run of a step must have ended: at the deadline, or after {@code lastLook} when that is later. */
    Instant latestEnd(Duration lastLook) {
        Instant afterLook = times.now().plus(lastLook);
        return afterLook.isAfter(deadline()) ? afterLook : deadline();
    }

    /** When a run of an undo must have ended: it is tried without limit, but each time has as long as the phase. */
    Instant latestEndOfUndo(Duration lastLook) {
        Duration undo = phase.deadline();
        return times.now().plus(undo.compareTo(lastLook) > 0 ? undo : lastLook);
    }
}
