package io.toygres.messaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The current trace in the form of the W3C header {@code traceparent}: {@code 00-<trace id>-<span id>-<flags>}. */
public final class TraceParent {

    private static final Pattern FORM = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int LENGTH = 55;

    private TraceParent() {}

    /** The one in a record's headers; empty when there is none, more than one, or one of another form. */
    static Optional<String> in(Headers headers) {
        Iterator<Header> traces = headers.headers(CloudEventHeaders.TRACEPARENT).iterator();
        if (!traces.hasNext()) {
            return Optional.empty();
        }
        byte[] trace = traces.next().value();
        return trace == null || trace.length != LENGTH || traces.hasNext()
                ? Optional.empty()
                : Optional.of(new String(trace, ISO_8859_1))
                        .filter(text -> FORM.matcher(text).matches());
    }

    /** Empty outside a trace. */
    public static Optional<String> current() {
        SpanContext context = Span.current().getSpanContext();
        return context.isValid()
                ? Optional.of("00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex())
                : Optional.empty();
    }
}
