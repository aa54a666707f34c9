package io.toygres.api.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.toygres.api.problem.EarlyRefusal;
import io.toygres.api.problem.Problem;
import io.toygres.api.problem.ProblemCode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;

/**
 * Ends requests whose body does not come: each holds a connection and what has come of it. Package {@code io.toygres.connection} ends
 * those whose headers do not.
 */
@Singleton
public final class SlowBodies {

    /** Before all that reads a body. */
    private static final int BEFORE_AUTHENTICATION = 300;

    /** A body has 1 MiB at most, which a telephone sends in this time; proxies of this field wait for 30 to 60 s. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private final Vertx vertx;
    private final EarlyRefusal refusal;

    SlowBodies(Vertx vertx, EarlyRefusal refusal) {
        this.vertx = vertx;
        this.refusal = refusal;
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, BEFORE_AUTHENTICATION);
    }

    private void watch(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.isEnded() && announcesBody(request)) {
            long timer = vertx.setTimer(LONGEST.toMillis(), _ -> end(context));
            context.addEndHandler(_ -> vertx.cancelTimer(timer));
        }
        context.next();
    }

    /**
     * Of a request without a body, nobody reads the end, so that it would not be known to have come while the answer takes its time. HTTP/2
     * says neither of the headers when a body's length is not known.
     */
    private static boolean announcesBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return !length.equals("0");
        }
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || (request.version() == HttpVersion.HTTP_2 && WITH_BODY.contains(request.method()));
    }

    private void end(RoutingContext context) {
        if (context.request().isEnded()) {
            return;
        }
        if (context.request().version() == HttpVersion.HTTP_2
                && context.response().headWritten()) {
            // Others' requests share the connection.
            context.response().reset();
        } else if (context.response().headWritten()) {
            var unused = context.request().connection().close();
        } else {
            refusal.answer(
                    context, Problem.of(ProblemCode.REQUEST_TIMEOUT, "The body did not come within 30 seconds."));
        }
    }
}
