package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.Json;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * The standard patch types, and server-side apply in part: what is applied is merged, nothing is taken away, and no field has an
 * owner, so that there are no conflicts. Strategic merge is answered 415.
 */
final class Patches {
    private static final String APPLY = "application/apply-patch+yaml";

    private Patches() {}

    static boolean isApply(String contentType) {
        return mediaType(contentType).equals(APPLY);
    }

    static UnaryOperator<ObjectNode> parse(String contentType, byte[] body) {
        JsonNode patch = read(body);
        return switch (mediaType(contentType)) {
            case "application/json-patch+json" -> current -> jsonPatch(current, patch);
            case "application/merge-patch+json", APPLY -> current -> merge(current, patch);
            default ->
                throw new ApiException(
                        415,
                        "UnsupportedMediaType",
                        "the body of the request was in an unknown format - accepted media types"
                                + " include: application/json-patch+json, application/merge-patch+json, " + APPLY);
        };
    }

    private static String mediaType(String contentType) {
        return contentType.split(";", 2)[0].trim();
    }

    private static JsonNode read(byte[] body) {
        try {
            return Json.plain().readTree(body);
        } catch (IOException malformed) {
            throw ApiException.badRequest("the patch is not JSON: " + malformed.getMessage());
        }
    }

    private static ObjectNode jsonPatch(ObjectNode current, JsonNode patch) {
        try {
            return (ObjectNode) JsonPatch.apply(patch, current);
        } catch (JsonPatchException wrong) {
            throw new ApiException(
                    422,
                    "Invalid",
                    "the server rejected our request due to an error in our request: " + wrong.getMessage());
        }
    }

    /** RFC 7386. */
    static ObjectNode merge(ObjectNode current, JsonNode patch) {
        for (var field : patch.properties()) {
            JsonNode value = field.getValue();
            if (value.isNull()) {
                current.remove(field.getKey());
            } else if (value.isObject()) {
                ObjectNode inner = current.path(field.getKey()) instanceof ObjectNode object ? object : Json.object();
                current.set(field.getKey(), merge(inner, value));
            } else {
                current.set(field.getKey(), value);
            }
        }
        return current;
    }
}
