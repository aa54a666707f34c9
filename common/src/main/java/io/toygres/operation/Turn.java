package io.toygres.operation;

import io.toygres.contract.OperationId;
import java.time.Duration;
import java.time.Instant;

/**
 * What a step may know of its circumstances.
 *
 * @param attempt 1 for the first run of this step, counted up at every further one
 * @param now the time of this turn
 * @param startedAt when the operation was started
 * @param stepStartedAt when this step ran for the first time
 */
public record Turn(OperationId operationId, int attempt, Instant now, Instant startedAt, Instant stepStartedAt) {

    /** Time since the operation was started. */
    public Duration elapsed() {
        return Duration.between(startedAt, now);
    }

    /** Time since this step ran for the first time. */
    public Duration inStep() {
        return Duration.between(stepStartedAt, now);
    }
}
