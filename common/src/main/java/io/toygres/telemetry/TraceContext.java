package io.toygres.telemetry;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trace contexts as text, as the W3C header {@code traceparent} has them: {@code 00-<trace id>-<span id>-<flags>}
 * (https://www.w3.org/TR/trace-context/). Vendors' {@code tracestate} is left out: it has no bound that rows and Jobs could keep.
 */
public final class TraceContext {

    /** Of messages and requests, without prefix, so that tracing libraries find it. */
    public static final String HEADER = "traceparent";

    /** Not the one that is configured: a trace that comes in goes on where this service's own spans are switched off. */
    private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String header) {
            return headers == null ? null : headers.get(header);
        }
    };

    private TraceContext() {}

    /** That of what runs now; empty outside a trace. */
    public static Optional<String> current() {
        return text(Context.current());
    }

    /** The text as it is passed on; empty when it is no trace context. */
    public static Optional<String> parse(String traceparent) {
        return text(read(Optional.of(traceparent)));
    }

    /** The context that the text names; one outside every trace when it names none. */
    public static Context read(Optional<String> traceparent) {
        Map<String, String> headers =
                traceparent.map(text -> Map.of(HEADER, text)).orElse(Map.of());
        return W3C.extract(Context.root(), headers, GETTER);
    }

    private static Optional<String> text(Context context) {
        Map<String, String> headers = new HashMap<>();
        W3C.inject(context, headers, TraceContext::put);
        return Optional.ofNullable(headers.get(HEADER));
    }

    private static void put(@Nullable Map<String, String> headers, String name, String value) {
        if (headers != null) {
            headers.put(name, value);
        }
    }
}
