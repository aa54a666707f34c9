package io.toygres.api.request;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.toygres.contract.ImageId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code toygres.request.image.delete.v1}.
 *
 * @param purge whether its data is removed at once; null to keep it for as long as it can be undeleted
 * @param ifMatch an ETag, to delete the image only as its sender has seen it; null to delete it as it is
 */
@RegisterForReflection // read like a body of HTTP, which Quarkus finds by itself
@SuppressWarnings("MultipleNullnessAnnotations") // null until it is validated
public record DeleteImageRequest(
        @NotNull(message = "is missing. Send the id of the image to delete.") @Nullable
        UUID imageId,

        @Size(max = 200, message = "must be at most 200 characters. Send the ETag of the image.") @Nullable
        String ifMatch,

        @Nullable Boolean purge) {

    boolean isPurge() {
        return Boolean.TRUE.equals(purge);
    }

    ImageId image() {
        return new ImageId(Objects.requireNonNull(imageId));
    }
}
