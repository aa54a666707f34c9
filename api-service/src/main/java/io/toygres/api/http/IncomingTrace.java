package io.toygres.api.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.toygres.telemetry.TraceContext;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a request in the trace that its client began, so that the commands it makes are in it. Where spans are switched on, Quarkus has
 * done so with a span of its own; where they are off, nobody else looks at the header.
 */
@Singleton
final class IncomingTrace {

    /** Before all other filters, as {@link BodyLimit}. */
    private static final int FIRST = 400;

    void register(@Observes Filters filters) {
        filters.register(IncomingTrace::enter, FIRST);
    }

    @SuppressWarnings("MustBeClosedChecker") // closed when the request ends
    private static void enter(RoutingContext request) {
        List<String> headers = request.request().headers().getAll(TraceContext.HEADER);
        if (headers.size() == 1 && !Span.current().getSpanContext().isValid()) {
            Scope scope = TraceContext.read(Optional.of(headers.getFirst())).makeCurrent();
            request.addEndHandler(_ -> scope.close());
        }
        request.next();
    }
}
