package io.toygres.api.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Answers a request with a problem before it comes to where {@link ProblemMapper} would. */
@Singleton
public final class EarlyRefusal {

    private final ObjectMapper json;
    private final AllowedMethods allowedMethods;

    EarlyRefusal(ObjectMapper json, AllowedMethods allowedMethods) {
        this.json = json;
        this.allowedMethods = allowedMethods;
    }

    /** Closes the connection too, since the request's body stays unread. */
    public void answer(RoutingContext context, Problem problem) {
        byte[] body;
        try {
            body = json.writeValueAsBytes(problem.traced());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem has no JSON form", e);
        }
        if (problem.status() == 405) {
            context.response()
                    .putHeader(
                            HttpHeaders.ALLOW,
                            allowedMethods.at(context.request().path()));
        }
        context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(Buffer.buffer(body));
    }
}
