package io.toygres.messaging;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Optional;

/** The current trace in the form of the W3C header {@code traceparent}: {@code 00-<trace id>-<span id>-<flags>}. */
public final class TraceParent {

    private TraceParent() {}

    /** Empty outside a trace. */
    public static Optional<String> current() {
        SpanContext context = Span.current().getSpanContext();
        return context.isValid()
                ? Optional.of("00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex())
                : Optional.empty();
    }
}
