package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.localcluster.registry.DeleteRequest;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.registry.Registry.Part;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.Json;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/** The verbs on objects that end with one answer: get, list, create, update, patch, delete. */
final class ResourceEndpoint {
    private final Registry registry;

    ResourceEndpoint(Registry registry) {
        this.registry = registry;
    }

    Answer answer(ApiRequest request, byte[] body) {
        if (!request.subresource().isEmpty() && !request.subresource().equals("status")) {
            throw ApiException.noSuchPath();
        }
        refuseWhatIsMissing(request);
        return switch (request.verb()) {
            case "get" -> Answer.ok(get(request));
            case "list" -> Answer.ok(list(request));
            case "create" -> new Answer(201, create(request, body));
            case "update" -> {
                ObjectNode wanted = Json.parse(body);
                yield Answer.ok(registry.update(request.key(), request.type(), part(request), current -> wanted));
            }
            case "patch" -> isFirstApply(request) ? new Answer(201, createNamed(request, body)) : patch(request, body);
            case "delete" -> Answer.ok(registry.delete(request.key(), deleteRequest(request, body)));
            case "deletecollection" -> deleteCollection(request, body);
            default -> throw ApiException.noSuchPath();
        };
    }

    private static void refuseWhatIsMissing(ApiRequest request) {
        if (request.query().contains("dryRun")) {
            throw noDryRun();
        }
        if (request.contentType().startsWith("application/vnd.kubernetes.protobuf")) {
            throw new ApiException(415, "UnsupportedMediaType", "this cluster reads JSON, no protobuf");
        }
    }

    private static ApiException noDryRun() {
        return ApiException.badRequest("this cluster has no dry runs");
    }

    private ObjectNode get(ApiRequest request) {
        return registry.store().get(request.key()).orElseThrow(() -> ApiException.notFound(request.key()));
    }

    private ObjectNode create(ApiRequest request, byte[] body) {
        if (!request.name().isEmpty()) {
            throw new ApiException(405, "MethodNotAllowed", "the server does not allow this method on the resource");
        }
        return registry.create(request.type(), request.namespace(), Json.parse(body));
    }

    /** Server-side apply creates what is not there. */
    private boolean isFirstApply(ApiRequest request) {
        return Patches.isApply(request.contentType())
                && request.subresource().isEmpty()
                && registry.store().get(request.key()).isEmpty();
    }

    private Answer patch(ApiRequest request, byte[] body) {
        return Answer.ok(registry.update(
                request.key(), request.type(), part(request), Patches.parse(request.contentType(), body)));
    }

    private ObjectNode createNamed(ApiRequest request, byte[] body) {
        ObjectNode wanted = Json.parse(body);
        wanted.withObject("/metadata").put("name", request.name());
        return registry.create(request.type(), request.namespace(), wanted);
    }

    private ObjectNode list(ApiRequest request) {
        Selection selection = new Selection(request);
        ObjectStore.Listing listing = registry.store().list(request.type(), request.namespace());
        List<ObjectNode> items = new ArrayList<>();
        for (ObjectNode item : listing.items()) {
            if (selection.matches(item)) {
                items.add(item);
            }
        }
        ObjectNode list = Json.object();
        list.put("kind", request.type().kind() + "List")
                .put("apiVersion", request.type().apiVersion());
        list.putObject("metadata").put("resourceVersion", Long.toString(listing.revision()));
        ArrayNode array = list.putArray("items");
        items.forEach(array::add);
        return list;
    }

    private Answer deleteCollection(ApiRequest request, byte[] body) {
        DeleteRequest options = deleteRequest(request, body);
        ObjectNode deleted = list(request);
        for (var item : deleted.path("items")) {
            String name = item.at("/metadata/name").asText();
            String namespace = item.at("/metadata/namespace").asText("");
            try {
                registry.delete(new ObjectKey(request.type(), namespace, name), options);
            } catch (ApiException gone) {
                if (gone.code() != 404) {
                    throw gone;
                }
            }
        }
        return Answer.ok(deleted);
    }

    private static DeleteRequest deleteRequest(ApiRequest request, byte[] body) {
        ObjectNode options = body.length == 0 ? Json.object() : Json.parse(body);
        if (!options.path("dryRun").isEmpty()) {
            throw noDryRun();
        }
        request.parameter("propagationPolicy").ifPresent(policy -> options.put("propagationPolicy", policy));
        request.parameter("gracePeriodSeconds")
                .ifPresent(seconds -> options.put("gracePeriodSeconds", Long.parseLong(seconds)));
        return DeleteRequest.of(options);
    }

    private static Part part(ApiRequest request) {
        boolean status = request.subresource().equals("status");
        if (status && !request.type().status()) {
            throw ApiException.noSuchPath();
        }
        return status ? Part.STATUS : Part.MAIN;
    }
}
