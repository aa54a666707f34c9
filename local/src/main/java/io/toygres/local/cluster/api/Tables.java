package io.toygres.local.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.local.cluster.store.Json;
import io.toygres.local.cluster.store.ResourceType;
import java.time.Clock;
import java.util.List;

/** Lists as the tables that kubectl prints. */
final class Tables {
    private final TableColumns columns;

    Tables(Clock clock) {
        this.columns = new TableColumns(clock);
    }

    ObjectNode table(ResourceType<?> type, List<ObjectNode> objects, String resourceVersion) {
        ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.putObject("metadata").put("resourceVersion", resourceVersion);
        List<TableColumns.Column> shown = columns.of(type);
        ArrayNode definitions = table.putArray("columnDefinitions");
        shown.forEach(column -> definitions
                .addObject()
                .put("name", column.name())
                .put("type", "string")
                .put("format", column.name().equals("Name") ? "name" : "")
                .put("description", column.name())
                .put("priority", column.wide() ? 1 : 0));
        ArrayNode rows = table.putArray("rows");
        objects.forEach(object -> row(rows.addObject(), shown, object));
        return table;
    }

    private static void row(ObjectNode row, List<TableColumns.Column> columns, JsonNode object) {
        ArrayNode cells = row.putArray("cells");
        columns.forEach(column -> cells.add(column.cell().apply(object)));
        ObjectNode partial = row.putObject("object");
        partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", object.path("metadata"));
    }
}
