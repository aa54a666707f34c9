package io.toygres.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.toygres.api.problem.Problem;
import io.toygres.api.problem.ProblemCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses bodies that are too large, which Quarkus does before any exception mapper runs, and without a word. */
@Singleton
final class BodyLimit {

    /** Above what {@code SecurityHandlerPriorities} gives authentication (200): the login form has a limit too. */
    private static final int BEFORE_AUTHENTICATION = 300;

    private final long largestBody;
    private final ObjectMapper json;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody, ObjectMapper json) {
        this.largestBody = largestBody.asLongValue();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::refuse, BEFORE_AUTHENTICATION);
    }

    private void refuse(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || Long.parseLong(length) <= largestBody) {
            context.next();
        } else {
            answer(context, Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "The body has " + length + " bytes."));
        }
    }

    private void answer(RoutingContext context, Problem problem) {
        byte[] body;
        try {
            body = json.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem has no JSON form", e);
        }
        context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(Buffer.buffer(body));
    }
}
