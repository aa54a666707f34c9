package io.toygres.api.request;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.toygres.contract.OperationId;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code toygres.request.operation.cancel.v1}.
 *
 * @param abandon as the parameter of {@code POST /api/operations/{id}/cancel}; null is false
 */
@RegisterForReflection // read like a body of HTTP, which Quarkus finds by itself
@SuppressWarnings("MultipleNullnessAnnotations") // null until it is validated
public record CancelOperationRequest(
        @NotNull(message = "is missing. Send the id of the operation to cancel.") @Nullable
        UUID operationId,

        @Nullable Boolean abandon) {

    OperationId operation() {
        return new OperationId(Objects.requireNonNull(operationId));
    }

    boolean isAbandoned() {
        return Boolean.TRUE.equals(abandon);
    }
}
