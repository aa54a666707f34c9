package io.toygres.api.instance;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.api.command.Bulk;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /api/instances/bulk-create}. Its items are read one by one: what is wrong with one is not the others' fault. */
@Schema(requiredProperties = "items", examples = """
                {"items": [{"name": "orders-1", "password": "choose-1-yourself"}, {"name": "orders-2", "password": "choose-2-yourself"}]}""")
@SuppressWarnings("MultipleNullnessAnnotations") // null until it is validated
public record BulkCreateInstancesRequest(
        @Schema(
                description = "Each as a body of POST /api/instances",
                type = SchemaType.ARRAY,
                implementation = CreateInstanceRequest.class)
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
        return "BulkCreateInstancesRequest[" + (items == null ? 0 : items.size()) + " items]";
    }
}
