package io.toygres.localcluster.api;

import io.toygres.localcluster.identity.Access;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ResourceType;
import io.toygres.localcluster.store.ResourceTypes;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/**
 * A request about objects, taken apart.
 *
 * @param namespace empty for the whole cluster
 * @param name empty for a collection
 * @param subresource for example {@code status} or {@code log}; usually empty
 */
record ApiRequest(
        String method,
        ResourceType<?> type,
        String namespace,
        String name,
        String subresource,
        MultiMap query,
        String contentType) {

    /** The verb as RBAC and audit logs name it. */
    String verb() {
        boolean watch = flag("watch");
        return switch (method) {
            case "GET" -> watch ? "watch" : name.isEmpty() ? "list" : "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
            default ->
                throw new ApiException(
                        405, "MethodNotAllowed", "the server does not allow this method on the resource");
        };
    }

    /** What RBAC judges. */
    Access.Call call() {
        String resource = subresource.isEmpty() ? type.plural() : type.plural() + "/" + subresource;
        return new Access.Call(verb(), type.group(), resource, namespace, name);
    }

    ObjectKey key() {
        return new ObjectKey(type, namespace, name);
    }

    boolean flag(String parameter) {
        String value = query.get(parameter);
        return value != null && (value.equals("true") || value.equals("1") || value.isEmpty());
    }

    Optional<String> parameter(String parameter) {
        return Optional.ofNullable(query.get(parameter)).filter(value -> !value.isEmpty());
    }

    /** Parses {@code /api/v1/…} and {@code /apis/<group>/<version>/…}. */
    static ApiRequest parse(String method, String path, MultiMap query, String contentType) {
        List<String> parts = List.of(path.substring(1).split("/", -1));
        boolean core = parts.getFirst().equals("api");
        int start = core ? 2 : 3;
        if (parts.size() <= start) {
            throw ApiException.noSuchPath();
        }
        String group = core ? "" : parts.get(1);
        String version = parts.get(start - 1);
        List<String> rest = parts.subList(start, parts.size());
        boolean inNamespace = rest.size() > 2 && rest.getFirst().equals("namespaces") && !isNamespacePart(rest.get(2));
        String namespace = inNamespace ? rest.get(1) : "";
        List<String> resource = inNamespace ? rest.subList(2, rest.size()) : rest;
        ResourceType<?> type = ResourceTypes.find(group, version, resource.getFirst())
                .filter(found -> !inNamespace || found.namespaced())
                .orElseThrow(ApiException::noSuchPath);
        String name = resource.size() > 1 ? resource.get(1) : "";
        String subresource = String.join("/", resource.subList(Math.min(2, resource.size()), resource.size()));
        if (type.namespaced() && namespace.isEmpty() && !(method.equals("GET") && name.isEmpty())) {
            throw ApiException.noSuchPath();
        }
        return new ApiRequest(method, type, namespace, name, subresource, query, contentType);
    }

    private static boolean isNamespacePart(String part) {
        return part.equals("status") || part.equals("finalize");
    }
}
