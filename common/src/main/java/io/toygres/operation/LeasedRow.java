package io.toygres.operation;

import io.toygres.contract.Failure;
import io.toygres.contract.OperationId;
import java.time.Instant;
import java.util.Optional;

/**
 * An operation as it was when it was leased.
 *
 * @param state JSON of the plan's state type
 * @param emitted how events go on from here
 */
record LeasedRow(
        Lease lease,
        OperationKind kind,
        String state,
        Position position,
        Verdict verdict,
        Times times,
        Emitted emitted) {

    /**
     * Where it stands.
     *
     * @param step the step to run, or to take back
     * @param attempt 1 for the first run of this step
     * @param failures runs in a row that had no outcome, if this one has none either
     * @param waitReason what the step said last
     * @param lastError class name of the exception of the run before, if it ended with one
     */
    record Position(String step, int attempt, int failures, Optional<String> waitReason, Optional<String> lastError) {}

    /** What was decided about it: why it is being undone, and whether somebody asked for its end. */
    record Verdict(Optional<Failure> failure, boolean cancelRequested) {}

    record Times(Instant now, Instant startedAt, Instant phaseStartedAt, Instant stepStartedAt) {}

    record Emitted(long sequence, Optional<String> traceparent) {}

    OperationId id() {
        return lease.operationId();
    }

    Turn turn() {
        return new Turn(id(), position.attempt(), times.now(), times.startedAt(), times.stepStartedAt());
    }
}
