package io.toygres.localcluster.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A refusal with the code and reason that a real API server gives, so that clients can tell cases apart. See
 * <a href="https://pkg.go.dev/k8s.io/apimachinery/pkg/apis/meta/v1#StatusReason">StatusReason</a>.
 */
public final class ApiException extends RuntimeException {
    private final int code;
    private final String reason;

    public ApiException(int code, String reason, String message) {
        super(message);
        this.code = code;
        this.reason = reason;
    }

    public static ApiException notFound(ObjectKey key) {
        return new ApiException(404, "NotFound", quoted(key) + " not found");
    }

    public static ApiException noSuchPath() {
        return new ApiException(404, "NotFound", "the server could not find the requested resource");
    }

    public static ApiException alreadyExists(ObjectKey key) {
        return new ApiException(409, "AlreadyExists", quoted(key) + " already exists");
    }

    public static ApiException conflict(ObjectKey key, String why) {
        return new ApiException(409, "Conflict", "Operation cannot be fulfilled on " + quoted(key) + ": " + why);
    }

    public static ApiException badRequest(String message) {
        return new ApiException(400, "BadRequest", message);
    }

    public static ApiException forbidden(ObjectKey key, String why) {
        return new ApiException(403, "Forbidden", quoted(key) + " is forbidden: " + why);
    }

    public static ApiException invalid(ObjectKey key, String why) {
        return new ApiException(422, "Invalid", key.type().kind() + " \"" + key.name() + "\" is invalid: " + why);
    }

    public static ApiException expired(long revision) {
        return new ApiException(410, "Expired", "too old resource version: " + revision);
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    /** The body of the answer: a {@code Status} of {@code v1}. */
    public ObjectNode status() {
        ObjectNode status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        return status.put("status", "Failure")
                .put("message", getMessage())
                .put("reason", reason)
                .put("code", code);
    }

    private static String quoted(ObjectKey key) {
        return key.type().qualifiedPlural() + " \"" + key.name() + "\"";
    }
}
