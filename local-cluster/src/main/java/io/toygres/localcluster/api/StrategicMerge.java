package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.localcluster.store.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Kubernetes' own merge of lists by key, with its directives {@code $patch: delete|replace},
 * {@code $deleteFromPrimitiveList/…} and {@code $setElementOrder/…} (which changes no content and is dropped). See
 * <a href="https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/">the
 * documentation</a>; the keys are the {@code patchMergeKey} tags of the Go types.
 */
final class StrategicMerge {
    private static final String DIRECTIVE = "$patch";
    private static final String DELETE_PRIMITIVES = "$deleteFromPrimitiveList/";
    private static final Map<String, String> MERGE_KEYS = Map.ofEntries(
            Map.entry("containers", "name"),
            Map.entry("initContainers", "name"),
            Map.entry("env", "name"),
            Map.entry("volumes", "name"),
            Map.entry("volumeMounts", "mountPath"),
            Map.entry("imagePullSecrets", "name"),
            Map.entry("hostAliases", "ip"),
            Map.entry("conditions", "type"),
            Map.entry("ownerReferences", "uid"),
            Map.entry("secrets", "name"));
    private static final Set<String> MERGED_PRIMITIVES = Set.of("finalizers");

    private StrategicMerge() {}

    static ObjectNode apply(ObjectNode current, JsonNode patch) {
        if (patch.path(DIRECTIVE).asText().equals("replace")) {
            ObjectNode replacement = patch.deepCopy();
            replacement.remove(DIRECTIVE);
            return replacement;
        }
        for (var field : patch.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (name.startsWith(DELETE_PRIMITIVES)) {
                removeAll(current, name.substring(DELETE_PRIMITIVES.length()), value);
            } else if (value.isNull()) {
                current.remove(name);
            } else if (value.isObject()) {
                ObjectNode inner = current.path(name) instanceof ObjectNode object ? object : Json.object();
                current.set(name, apply(inner, value));
            } else if (value instanceof ArrayNode list) {
                current.set(name, list(name, current.path(name), list));
            } else if (!name.startsWith("$")) {
                current.set(name, value);
            }
        }
        current.properties().removeIf(field -> field.getKey().startsWith("$"));
        return current;
    }

    private static ArrayNode list(String name, JsonNode current, ArrayNode patch) {
        if (!(current instanceof ArrayNode existing)) {
            return cleaned(patch);
        }
        if (MERGED_PRIMITIVES.contains(name)) {
            patch.forEach(item -> {
                if (find(existing, item).isEmpty()) {
                    existing.add(item);
                }
            });
            return existing;
        }
        Optional<String> key = key(name, existing, patch);
        boolean replace = false;
        for (JsonNode item : patch) {
            replace |= item.size() == 1 && item.path(DIRECTIVE).asText().equals("replace");
        }
        return key.isEmpty() || replace ? cleaned(patch) : byKey(key.get(), existing, patch);
    }

    /** A pod's ports are told apart by containerPort, a Service's by port. */
    private static Optional<String> key(String name, ArrayNode existing, ArrayNode patch) {
        if (name.equals("ports")) {
            boolean pod = existing.path(0).has("containerPort") || patch.path(0).has("containerPort");
            return Optional.of(pod ? "containerPort" : "port");
        }
        return Optional.ofNullable(MERGE_KEYS.get(name));
    }

    private static ArrayNode byKey(String key, ArrayNode existing, ArrayNode patch) {
        for (JsonNode item : patch) {
            int index = indexOf(existing, key, item.path(key));
            if (item.path(DIRECTIVE).asText().equals("delete")) {
                if (index >= 0) {
                    existing.remove(index);
                }
            } else if (index >= 0) {
                existing.set(index, apply((ObjectNode) existing.get(index), item));
            } else {
                existing.add(apply(Json.object(), item));
            }
        }
        return existing;
    }

    private static int indexOf(ArrayNode list, String key, JsonNode value) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).path(key).equals(value)) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<Integer> find(ArrayNode list, JsonNode item) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).equals(item)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static void removeAll(ObjectNode current, String name, JsonNode items) {
        if (current.path(name) instanceof ArrayNode list) {
            items.forEach(item -> find(list, item).ifPresent(list::remove));
        }
    }

    private static ArrayNode cleaned(ArrayNode patch) {
        ArrayNode clean = Json.plain().createArrayNode();
        for (JsonNode item : patch) {
            if (!item.has(DIRECTIVE)) {
                clean.add(item.isObject() ? apply(Json.object(), item) : item);
            }
        }
        return clean;
    }
}
