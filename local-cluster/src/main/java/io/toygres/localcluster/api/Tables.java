package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.localcluster.store.Json;
import java.time.Clock;
import java.util.List;

/** Lists as the tables that kubectl prints. */
final class Tables {
    private final TableColumns columns;

    Tables(Clock clock) {
        this.columns = new TableColumns(clock);
    }

    ObjectNode table(ApiRequest request, List<ObjectNode> objects, String resourceVersion) {
        ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.putObject("metadata").put("resourceVersion", resourceVersion);
        List<Column> shown = columns.of(request.type());
        ArrayNode definitions = table.putArray("columnDefinitions");
        shown.forEach(column -> definitions
                .addObject()
                .put("name", column.name())
                .put("type", "string")
                .put("format", column.name().equals("Name") ? "name" : "")
                .put("description", column.name())
                .put("priority", column.wide() ? 1 : 0));
        ArrayNode rows = table.putArray("rows");
        // What kubectl sorts by may be anywhere in the object.
        boolean whole =
                request.parameter("includeObject").filter("Object"::equals).isPresent();
        for (ObjectNode object : objects) {
            ObjectNode row = rows.addObject();
            ArrayNode cells = row.putArray("cells");
            shown.forEach(column -> cells.add(column.cell().apply(object)));
            row.set("object", whole ? object : metadata(object));
        }
        return table;
    }

    private static ObjectNode metadata(ObjectNode object) {
        ObjectNode partial = Json.object().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", object.path("metadata"));
        return partial;
    }
}
