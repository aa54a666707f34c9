package io.toygres.e2e.api;

/** The API refused a request, or an operation did not finish; the message is meant for users. */
public final class ApiException extends RuntimeException {

    public ApiException(String message) {
        super(message);
    }

    static ApiException refused(String request, Reply reply) {
        String code = reply.body().path("code").asText("");
        String detail = reply.body().path("detail").asText(reply.body().toString());
        String remedy = reply.body().path("remedy").asText("");
        String what = "%s was refused with %d %s: %s".formatted(request, reply.status(), code, detail);
        return new ApiException(remedy.isEmpty() ? what : what + "\n  what to do: " + remedy);
    }
}
