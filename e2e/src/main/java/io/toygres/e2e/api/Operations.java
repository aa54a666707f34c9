package io.toygres.e2e.api;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Waits for operations to settle. */
public final class Operations {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final ToygresApi api;

    public Operations(ToygresApi api) {
        this.api = api;
    }

    /** @throws ApiException when the operation failed, was cancelled, or is not done within the bound */
    public Operation awaitSuccess(UUID id, Duration bound, Consumer<Operation.Entry> onProgress) {
        Operation operation = awaitSettled(id, bound, onProgress);
        if (!operation.succeeded()) {
            throw new ApiException("operation %s (%s) %s: %s"
                    .formatted(id, operation.type(), operation.status(), operation.failure()));
        }
        return operation;
    }

    /**
     * The operation once it succeeded, failed or was cancelled.
     *
     * @param onProgress gets each entry of the timeline once, in order
     * @throws ApiException when it has not settled within the bound
     */
    public Operation awaitSettled(UUID id, Duration bound, Consumer<Operation.Entry> onProgress) {
        Instant deadline = Instant.now().plus(bound);
        long seen = -1;
        while (true) {
            Operation operation = api.operation(id);
            for (Operation.Entry entry : operation.events()) {
                if (entry.sequence() > seen) {
                    seen = entry.sequence();
                    onProgress.accept(entry);
                }
            }
            if (operation.settled()) {
                return operation;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new ApiException("operation %s (%s) is still %s after %d s; its timeline: %s"
                        .formatted(id, operation.type(), operation.status(), bound.toSeconds(), operation.events()));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        }
    }
}
