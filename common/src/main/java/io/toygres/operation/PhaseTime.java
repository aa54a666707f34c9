package io.toygres.operation;

import io.toygres.operation.LeasedRow.Times;
import io.toygres.operation.Plan.Phase;
import java.time.Duration;
import java.time.Instant;

/** How much of a phase's time is left, by the database's clock at the attempt's begin. */
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

    /** When a run of a long step must have ended: at the deadline, or after the last look when that is later. */
    Instant latestEndOfPhase(OperationSettings settings) {
        Instant afterLook = times.now().plus(settings.lastLook());
        return afterLook.isAfter(deadline()) ? afterLook : deadline();
    }

    /** When a run of any other step must have ended. */
    Instant latestEnd(OperationSettings settings) {
        Instant bound = times.now().plus(settings.longestRun());
        Instant end = latestEndOfPhase(settings);
        return bound.isBefore(end) ? bound : end;
    }

    /** When a run of an undo must have ended: it is tried without limit, but no run takes longer than one of a step may. */
    Instant latestEndOfUndo(OperationSettings settings) {
        Duration undo = phase.deadline().compareTo(settings.lastLook()) > 0 ? phase.deadline() : settings.lastLook();
        return times.now().plus(undo.compareTo(settings.longestRun()) < 0 ? undo : settings.longestRun());
    }
}
