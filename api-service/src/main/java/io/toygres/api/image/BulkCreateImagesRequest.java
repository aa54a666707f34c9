package io.toygres.api.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.api.command.Bulk;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /api/images/bulk-create}. Its items are read one by one: what is wrong with one is not the others' fault. */
@Schema(requiredProperties = "items", examples = """
                {"items": [{"name": "orders-monday", "instance_id": "3f2b8c1e-5d7a-4c9b-8e21-7a6d5c4b3a29"}]}""")
@SuppressWarnings("MultipleNullnessAnnotations") // null until it is validated
public record BulkCreateImagesRequest(
        @Schema(
                description = "Each as a body of POST /api/images",
                type = SchemaType.ARRAY,
                implementation = CreateImageRequest.class)
        @NotNull(message = Bulk.BAD_SIZE)
        @Size(min = 1, max = Bulk.MOST, message = Bulk.BAD_SIZE)
        @Nullable
        List<JsonNode> items) {

    List<JsonNode> all() {
        return Objects.requireNonNull(items);
    }

    /** Without what the items hold, such as passwords. */
    @Override
    public String toString() {
        return "BulkCreateImagesRequest[" + (items == null ? 0 : items.size()) + " items]";
    }
}
