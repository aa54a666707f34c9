package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.localcluster.store.Json;
import io.toygres.localcluster.store.ResourceType;
import io.toygres.localcluster.store.ResourceTypes;
import java.util.Optional;

/**
 * As much of OpenAPI v3 as kubectl asks for before it applies: that each kind's PATCH takes {@code fieldValidation}, so that
 * validation is the server's task. There are no schemas.
 */
final class OpenApi {
    private static final String ROOT = "/openapi/v3";

    private OpenApi() {}

    static Optional<ObjectNode> document(String path) {
        if (path.equals(ROOT)) {
            return Optional.of(index());
        }
        if (!path.startsWith(ROOT + "/")) {
            return Optional.empty();
        }
        String base = path.substring(ROOT.length());
        ObjectNode document = Json.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "v1");
        ObjectNode paths = document.putObject("paths");
        ResourceTypes.ALL.stream().filter(type -> base(type).equals(base)).forEach(type -> operations(paths, type));
        return paths.isEmpty() ? Optional.empty() : Optional.of(document);
    }

    private static ObjectNode index() {
        ObjectNode index = Json.object();
        ObjectNode paths = index.putObject("paths");
        ResourceTypes.ALL.forEach(
                type -> paths.putObject(base(type).substring(1)).put("serverRelativeURL", ROOT + base(type)));
        return index;
    }

    private static void operations(ObjectNode paths, ResourceType<?> type) {
        String collection = base(type) + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural();
        operation(paths.putObject(collection), "post", type);
        operation(paths.putObject(collection + "/{name}"), "patch", type);
    }

    private static void operation(ObjectNode path, String method, ResourceType<?> type) {
        ObjectNode operation = path.putObject(method);
        operation
                .putArray("parameters")
                .addObject()
                .put("name", "fieldValidation")
                .put("in", "query")
                .putObject("schema")
                .put("type", "string");
        operation
                .putObject("x-kubernetes-group-version-kind")
                .put("group", type.group())
                .put("version", type.version())
                .put("kind", type.kind());
        operation.putObject("responses").putObject("200").put("description", "OK");
    }

    private static String base(ResourceType<?> type) {
        return (type.group().isEmpty() ? "/api/" : "/apis/") + type.apiVersion();
    }
}
