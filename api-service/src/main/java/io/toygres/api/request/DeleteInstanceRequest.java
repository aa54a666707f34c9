package io.toygres.api.request;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.toygres.contract.InstanceId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code toygres.request.instance.delete.v1}.
 *
 * @param ifMatch an ETag, to delete the instance only as its sender has seen it; null to delete it as it is
 */
@RegisterForReflection // read like a body of HTTP, which Quarkus finds by itself
@SuppressWarnings("MultipleNullnessAnnotations") // null until it is validated
public record DeleteInstanceRequest(
        @NotNull(message = "is missing. Send the id of the instance to delete.") @Nullable
        UUID instanceId,

        @Size(max = 200, message = "must be at most 200 characters. Send the ETag of the instance.") @Nullable
        String ifMatch) {

    InstanceId instance() {
        return new InstanceId(Objects.requireNonNull(instanceId));
    }
}
