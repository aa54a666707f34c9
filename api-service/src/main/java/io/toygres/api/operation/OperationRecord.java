package io.toygres.api.operation;

import io.toygres.contract.Failure;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.Progress;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code operations}.
 *
 * @param project that of the instance or image that it decides about
 * @param instanceId the instance it works on or reads; null when it only concerns an image
 * @param imageId the image it works on or reads; null when it only concerns an instance
 * @param lastSequence sequence of the latest event that was applied; 0 before the first
 * @param progress the latest progress; null before the first
 * @param stored null for one that is not stored yet
 */
public record OperationRecord(
        OperationId id,
        String project,
        OperationType type,
        OperationStatus status,
        @Nullable InstanceId instanceId,
        @Nullable ImageId imageId,
        long lastSequence,
        @Nullable Progress progress,
        @Nullable Failure failure,
        @Nullable Instant cancelRequestedAt,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Stored stored) {

    /**
     * What a row has besides.
     *
     * @param resourceName of the instance or image that it decides about
     * @param requester who asked for it; null when an earlier release did not note it
     * @param version changes with every change of the row
     */
    record Stored(String resourceName, @Nullable Requester requester, String version) {}

    /** A new operation; nothing has been heard of it yet. */
    public static OperationRecord pending(
            OperationId id,
            String project,
            OperationType type,
            @Nullable InstanceId instanceId,
            @Nullable ImageId imageId,
            Instant createdAt) {
        return new OperationRecord(
                id,
                project,
                type,
                OperationStatus.PENDING,
                instanceId,
                imageId,
                0,
                null,
                null,
                null,
                createdAt,
                null,
                null,
                null);
    }

    /** With the last lines of the Job or pod that made it fail. */
    OperationRecord withFailureLog(String log) {
        Failure failed = Objects.requireNonNull(failure).withLogTail(log);
        return new OperationRecord(
                id,
                project,
                type,
                status,
                instanceId,
                imageId,
                lastSequence,
                progress,
                failed,
                cancelRequestedAt,
                createdAt,
                startedAt,
                finishedAt,
                stored);
    }

    /** What a stored one has. */
    Stored row() {
        return Objects.requireNonNull(stored);
    }

    /** The instance or image whose fate it decides: the Kafka key of its messages. */
    UUID subject() {
        return type.isOfImage()
                ? Objects.requireNonNull(imageId).value()
                : Objects.requireNonNull(instanceId).value();
    }
}
