package io.toygres.telemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.Optional;

/**
 * A span around a piece of work, current while that runs. Where spans are switched off it is the span that the work was asked for in:
 * nothing is recorded, and what is sent from within still belongs to that trace.
 */
public final class TracedWork implements AutoCloseable {

    private static final String INSTRUMENTATION = "io.toygres";
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("toygres.outcome");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private final Span span;
    private final Scope scope;

    @SuppressWarnings("MustBeClosedChecker") // closed with this
    private TracedWork(Span span) {
        this.span = span;
        this.scope = span.makeCurrent();
    }

    /**
     * @param name from a closed set, as the attributes are: ids belong to neither
     * @param traceparent the trace that it belongs to; empty for a new one
     */
    public static TracedWork begin(String name, SpanKind kind, Optional<String> traceparent, Attributes attributes) {
        return new TracedWork(GlobalOpenTelemetry.getTracer(INSTRUMENTATION)
                .spanBuilder(name)
                .setSpanKind(kind)
                .setParent(TraceContext.read(traceparent))
                .setAllAttributes(attributes)
                .startSpan());
    }

    /** @param outcome from a closed set */
    public void outcome(String outcome) {
        span.setAttribute(OUTCOME, outcome);
    }

    /** Only the error's class: its message may quote what is nobody's business. */
    public void failed(Throwable error) {
        span.setAttribute(ERROR_TYPE, error.getClass().getName());
        span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void close() {
        scope.close();
        span.end();
    }
}
