package io.toygres.image.backup;

import io.toygres.contract.OperationId;
import io.toygres.job.JobSlots;
import java.time.Duration;
import java.util.Optional;

/** A slot for everybody, at once. */
final class FreeSlots implements JobSlots {

    @Override
    public Optional<Place> take(OperationId id) {
        return Optional.empty();
    }

    @Override
    public void release(OperationId id) {}

    @Override
    public Duration longestWait() {
        return Duration.ofDays(1);
    }
}
