package io.toygres.api.command;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST …/bulk-delete}. */
@Schema(requiredProperties = "items", examples = """
                {"items": [{"id": "8d1c5e4f-2b6a-4f3d-9c70-1e2d3c4b5a68"}]}""")
@SuppressWarnings("MultipleNullnessAnnotations") // null until it is validated
public record BulkDeleteRequest(
        @NotNull(message = Bulk.BAD_SIZE) @Size(min = 1, max = Bulk.MOST, message = Bulk.BAD_SIZE) @Nullable
        List<@Nullable Item> items) {

    /** What one {@code DELETE} names. It is checked for itself. */
    @Schema(name = "BulkDeletionRequest", requiredProperties = "id")
    public record Item(
            @Schema(format = "uuid")
            @NotNull(message = BAD_ID)
            @Pattern(regexp = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", message = BAD_ID)
            @Nullable
            String id,

            @Schema(description = "As the header If-Match: delete only what has this ETag") @Nullable
            String ifMatch) {

        private static final String BAD_ID = "must be a UUID. Send the id as the list has it.";

        /** Once it is known to be one. */
        public UUID uuid() {
            return UUID.fromString(Objects.requireNonNull(id));
        }
    }

    public List<@Nullable Item> all() {
        return Objects.requireNonNull(items);
    }
}
