package io.toygres.messaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.toygres.telemetry.TraceContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The context attributes of one message as Kafka headers: names with the prefix {@code ce_}, values in UTF-8. */
public final class CloudEventHeaders {

    public static final String SPEC_VERSION = "ce_specversion";
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    static final String SUBJECT = "ce_subject";
    public static final String TIME = "ce_time";
    static final String SEQUENCE = "ce_sequence";
    public static final String CONTENT_TYPE = "content-type";
    /** Of commands only: see {@link CommandMac}. */
    static final String MAC = "toygres-mac";
    /** Of requests only: the id of the token that signs. */
    public static final String TOKEN = "toygres-token";
    /** Of requests only. */
    public static final String SIGNATURE = "toygres-signature";

    private static final Set<String> OURS =
            Set.of(SPEC_VERSION, ID, TYPE, SOURCE, SUBJECT, TIME, SEQUENCE, CONTENT_TYPE, MAC, TOKEN, SIGNATURE);

    /** Of one value; the longest that is sent, an operation's id with a sequence, takes 47. */
    private static final int MAX_VALUE_BYTES = 256;
    /** Of all headers, names and values; those of others, such as a service mesh's, included. */
    private static final int MAX_BYTES = 16 * 1024;

    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * What was received. Headers that are none of ours are left out, and so is a trace context that is not one
     * (https://www.w3.org/TR/trace-context/#processing-model-for-working-with-trace-context: then a new trace begins).
     *
     * @throws RefusedMessageException when one of ours comes twice, or is empty, too long or no text
     */
    public static CloudEventHeaders of(Headers headers) {
        var attributes = new CloudEventHeaders();
        long bytes = 0;
        for (Header header : headers) {
            byte @Nullable [] value = header.value();
            bytes += header.key().length() + (value == null ? 0 : value.length);
            if (bytes > MAX_BYTES) {
                throw new RefusedMessageException("the headers are longer than " + MAX_BYTES + " bytes together");
            }
            if (OURS.contains(header.key())) {
                attributes.read(header.key(), value);
            }
        }
        trace(headers).ifPresent(trace -> attributes.put(TraceContext.HEADER, trace));
        return attributes;
    }

    /** Of two none: nobody knows which of them is meant. */
    private static Optional<String> trace(Headers headers) {
        Iterator<Header> traces = headers.headers(TraceContext.HEADER).iterator();
        if (!traces.hasNext()) {
            return Optional.empty();
        }
        byte @Nullable [] trace = traces.next().value();
        return trace == null || trace.length > MAX_VALUE_BYTES || traces.hasNext()
                ? Optional.empty()
                : TraceContext.parse(new String(trace, ISO_8859_1));
    }

    private void read(String name, byte @Nullable [] value) {
        if (values.containsKey(name)) {
            throw new RefusedMessageException("header " + name + " comes twice");
        }
        if (value == null || value.length == 0) {
            throw new RefusedMessageException("header " + name + " is empty");
        }
        if (value.length > MAX_VALUE_BYTES) {
            throw new RefusedMessageException("header " + name + " is longer than " + MAX_VALUE_BYTES + " bytes");
        }
        put(name, text(name, value));
    }

    private static String text(String name, byte[] value) {
        try {
            // Unlike new String(…), a new decoder reports what is not UTF-8.
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
            if (text.chars().anyMatch(Character::isISOControl) || text.isBlank()) {
                throw new RefusedMessageException("header " + name + " is blank or has control characters");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new RefusedMessageException("header " + name + " is not UTF-8", e);
        }
    }

    void put(String name, String value) {
        values.put(name, value);
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** @throws RefusedMessageException when the header is missing */
    public String require(String name) {
        return get(name).orElseThrow(() -> new RefusedMessageException("header " + name + " is missing"));
    }

    /** @throws RefusedMessageException when the header is missing or has another value */
    void expect(String name, String value) {
        String actual = require(name);
        if (!actual.equals(value)) {
            throw new RefusedMessageException("header " + name + " is " + actual + ", not " + value);
        }
    }

    Map<String, String> values() {
        return Collections.unmodifiableMap(values);
    }

    Headers toKafka() {
        var headers = new RecordHeaders();
        values.forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        return headers;
    }
}
