package io.toygres.operation;

import io.toygres.contract.Failure;
import io.toygres.contract.OperationId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An operation as it was when it was leased.
 *
 * @param state JSON of the plan's state type
 * @param subject the image or instance it is about
 * @param traceparent the trace in which it was started
 */
record LeasedRow(
        Lease lease,
        OperationKind kind,
        UUID subject,
        String state,
        Position position,
        Verdict verdict,
        Times times,
        Optional<String> traceparent) {

    /**
     * Where it stands.
     *
     * @param step the step to run, or to undo
     * @param attempt 1 for the first run of this step
     * @param failures runs in a row that had no outcome, if this one has none either
     * @param waitReason what the step said last
     * @param lastError what kind of error ended the run before, if one did
     * @param failingSince when the first of the runs failed that failed in a row before this one
     */
    record Position(
            String step,
            int attempt,
            int failures,
            Optional<String> waitReason,
            Optional<String> lastError,
            Optional<Instant> failingSince) {}

    /** What was decided about it: why it is being undone, and whether somebody asked for its end or for the end of its undo. */
    record Verdict(Optional<Failure> failure, boolean cancelRequested, boolean abandonRequested) {

        /** Whether what somebody asked for last was known when it was leased. */
        boolean isEndKnown() {
            return failure.isPresent() ? abandonRequested : cancelRequested;
        }
    }

    record Times(Instant now, Instant startedAt, Instant phaseStartedAt, Instant stepStartedAt) {}

    OperationId id() {
        return lease.operationId();
    }

    Attempt attempt() {
        return new Attempt(id(), position.attempt(), times.now(), times.startedAt(), times.stepStartedAt());
    }
}
