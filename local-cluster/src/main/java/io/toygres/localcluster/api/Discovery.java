package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.localcluster.store.Json;
import io.toygres.localcluster.store.ResourceType;
import io.toygres.localcluster.store.ResourceTypes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The documents by which clients find out what a server has. */
final class Discovery {
    /** The version whose behaviour this cluster follows. */
    private static final String VERSION = "1.32";

    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    /** What {@code kubectl get all} shows, and {@code kubectl delete all} deletes. */
    private static final Set<ResourceType<?>> WORKLOADS =
            Set.of(ResourceTypes.PODS, ResourceTypes.SERVICES, ResourceTypes.STATEFUL_SETS, ResourceTypes.JOBS);

    private Discovery() {}

    static Optional<ObjectNode> document(String path) {
        String plain = path.replaceAll("/$", "");
        if (plain.equals("/api/v1")) {
            return Optional.of(resources("", "v1"));
        }
        for (String group : groups()) {
            if (plain.equals("/apis/" + group)) {
                return Optional.of(group(group));
            }
            if (plain.equals("/apis/" + group + "/v1")) {
                return Optional.of(resources(group, "v1"));
            }
        }
        return root(plain);
    }

    private static Optional<ObjectNode> root(String path) {
        return switch (path) {
            case "/version" -> Optional.of(version());
            case "/api" -> Optional.of(versions());
            case "/apis" -> Optional.of(groupList());
            default -> Optional.empty();
        };
    }

    private static Set<String> groups() {
        Set<String> groups = new TreeSet<>();
        ResourceTypes.ALL.forEach(type -> groups.add(type.group()));
        groups.remove("");
        return groups;
    }

    private static ObjectNode version() {
        return Json.object()
                .put("major", VERSION.substring(0, VERSION.indexOf('.')))
                .put("minor", VERSION.substring(VERSION.indexOf('.') + 1))
                .put("gitVersion", "v" + VERSION + ".0+toygres-local")
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("buildDate", "2026-01-01T00:00:00Z")
                .put("goVersion", "none")
                .put("compiler", "none")
                .put("platform", "linux/amd64");
    }

    private static ObjectNode versions() {
        ObjectNode versions = Json.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    private static ObjectNode groupList() {
        ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        groups().forEach(name -> groups.add(group(name)));
        return list;
    }

    private static ObjectNode group(String name) {
        ObjectNode group =
                Json.object().put("kind", "APIGroup").put("apiVersion", "v1").put("name", name);
        ObjectNode version = Json.object().put("groupVersion", name + "/v1").put("version", "v1");
        group.putArray("versions").add(version);
        group.set("preferredVersion", version.deepCopy());
        return group;
    }

    private static ObjectNode resources(String group, String version) {
        ObjectNode list = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
        list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        ArrayNode resources = list.putArray("resources");
        for (ResourceType<?> type : ResourceTypes.ALL) {
            if (!type.group().equals(group)) {
                continue;
            }
            ObjectNode resource = resource(resources, type, type.plural(), VERBS);
            type.shortNames().forEach(resource.withArray("shortNames")::add);
            if (WORKLOADS.contains(type)) {
                resource.putArray("categories").add("all");
            }
            if (type.status()) {
                resource(resources, type, type.plural() + "/status", List.of("get", "patch", "update"));
            }
        }
        if (group.isEmpty()) {
            resource(resources, ResourceTypes.PODS, "pods/log", List.of("get"));
            resource(resources, ResourceTypes.PODS, "pods/exec", List.of("create", "get"));
        }
        return list;
    }

    private static ObjectNode resource(ArrayNode resources, ResourceType<?> type, String name, List<String> verbs) {
        ObjectNode resource = resources
                .addObject()
                .put("name", name)
                .put("singularName", type.kind().toLowerCase(Locale.ROOT))
                .put("namespaced", type.namespaced())
                .put("kind", type.kind());
        ArrayNode array = resource.putArray("verbs");
        verbs.forEach(array::add);
        return resource;
    }
}
