package io.toygres.api.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.toygres.api.access.Belonging;
import io.toygres.api.problem.FailureView;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.Progress;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An operation over HTTP.
 *
 * @param progress the latest entry of the timeline; null before the first
 * @param events the timeline, oldest first; absent in lists
 */
@Schema(name = "Operation", description = "A long action: what was asked, how far it is and how it ended")
public record OperationView(
        OperationId id,
        String project,
        OperationType type,
        OperationStatus status,

        @Schema(description = "The name of the instance or image that it creates, restores to or deletes")
        String resourceName,

        @Schema(description = "Who asked for it; null for one of a release that did not note it") @Nullable
        Requester requestedBy,

        @Nullable InstanceId instanceId,
        @Nullable ImageId imageId,
        boolean cancelRequested,
        @Nullable Progress progress,
        @Nullable FailureView failure,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Timeline.Entry> events)
        implements Belonging {

    static OperationView inList(OperationRecord operation) {
        return of(operation, null);
    }

    static OperationView of(OperationRecord operation, @Nullable List<Timeline.Entry> events) {
        return new OperationView(
                operation.id(),
                operation.project(),
                operation.type(),
                operation.status(),
                operation.row().resourceName(),
                operation.row().requester(),
                operation.instanceId(),
                operation.imageId(),
                operation.cancelRequestedAt() != null,
                operation.progress(),
                FailureView.of(operation.failure()),
                operation.createdAt(),
                operation.startedAt(),
                operation.finishedAt(),
                events);
    }
}
