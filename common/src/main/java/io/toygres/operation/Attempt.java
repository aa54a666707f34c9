package io.toygres.operation;

import io.toygres.contract.OperationId;
import java.time.Duration;
import java.time.Instant;

/**
 * One run of a step or an undo: what it may know of its circumstances.
 *
 * @param number 1 for the first run of this step, counted up at every further one
 * @param now the database's time when this attempt began
 * @param startedAt when the operation was started
 * @param stepStartedAt when this step ran for the first time
 */
public record Attempt(OperationId operationId, int number, Instant now, Instant startedAt, Instant stepStartedAt) {

    /** Time since the operation was started. */
    public Duration elapsed() {
        return Duration.between(startedAt, now);
    }

    /** Time since this step ran for the first time. */
    public Duration inStep() {
        return Duration.between(stepStartedAt, now);
    }
}
