package io.toygres.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The context attributes of one message as Kafka headers: names with the prefix {@code ce_}, values in UTF-8. */
final class CloudEventHeaders {

    static final String SPEC_VERSION = "ce_specversion";
    static final String ID = "ce_id";
    static final String TYPE = "ce_type";
    static final String SOURCE = "ce_source";
    static final String SUBJECT = "ce_subject";
    static final String TIME = "ce_time";
    static final String SEQUENCE = "ce_sequence";
    static final String CONTENT_TYPE = "content-type";
    /** Without prefix, so that tracing libraries find it. */
    static final String TRACEPARENT = "traceparent";

    private final Map<String, String> values = new LinkedHashMap<>();

    static CloudEventHeaders of(Headers headers) {
        var attributes = new CloudEventHeaders();
        for (Header header : headers) {
            if (header.value() != null) {
                attributes.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        return attributes;
    }

    void put(String name, String value) {
        values.put(name, value);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** @throws UnreadableMessageException when the header is missing */
    String require(String name) {
        return get(name).orElseThrow(() -> new UnreadableMessageException("header " + name + " is missing"));
    }

    /** @throws UnreadableMessageException when the header is missing or has another value */
    void expect(String name, String value) {
        String actual = require(name);
        if (!actual.equals(value)) {
            throw new UnreadableMessageException("header " + name + " is " + actual + ", not " + value);
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
