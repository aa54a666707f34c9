package io.toygres.api.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.toygres.api.problem.EarlyRefusal;
import io.toygres.api.problem.Problem;
import io.toygres.api.problem.ProblemCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses bodies that are too large: by the length that a request declares, and a chunked one while it is read. Quarkus' own
 * limit, which answers without a body, must be above this one.
 */
@Singleton
public final class BodyLimit {

    /** Above what {@code SecurityHandlerPriorities} gives authentication (200): the login form has a limit too. */
    private static final int BEFORE_AUTHENTICATION = 300;

    /** As {@link ProblemCode#PAYLOAD_TOO_LARGE} says. */
    public static final long LARGEST_BODY = 64 * 1024;

    /** Of 500 items. */
    private static final long LARGEST_BULK = 512 * 1024;

    private static final Pattern BULK = Pattern.compile("/api/(images|instances)/bulk-(create|delete)");

    private final EarlyRefusal refusal;

    BodyLimit(EarlyRefusal refusal) {
        this.refusal = refusal;
    }

    void register(@Observes Filters filters) {
        filters.register(this::refuse, BEFORE_AUTHENTICATION);
    }

    @ServerRequestFilter
    public void limitUnknownLength(ContainerRequestContext request) {
        if (request.getHeaderString(HttpHeaders.CONTENT_LENGTH.toString()) == null) {
            request.setEntityStream(new LimitedInputStream(
                    request.getEntityStream(), largest(request.getUriInfo().getPath())));
        }
    }

    private static long largest(String path) {
        return BULK.matcher(path).matches() ? LARGEST_BULK : LARGEST_BODY;
    }

    private void refuse(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null
                || Long.parseLong(length) <= largest(context.request().path())) {
            context.next();
        } else {
            refusal.answer(context, Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "The body has " + length + " bytes."));
        }
    }
}
