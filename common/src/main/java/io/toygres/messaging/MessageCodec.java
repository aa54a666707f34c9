package io.toygres.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.contract.Message;
import io.toygres.contract.Topic;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Messages as Kafka records: CloudEvents 1.0 in binary content mode
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md), keyed by subject, with
 * a JSON body and the extension {@code sequence}.
 */
@Singleton
public final class MessageCodec {

    private static final String SPEC_VERSION = "1.0";
    private static final String JSON = "application/json";

    private final String source;

    /** @param source who sends: the service's name, CloudEvents attribute {@code source} */
    @Inject
    public MessageCodec(@ConfigProperty(name = "quarkus.application.name") String source) {
        this.source = source;
    }

    public ProducerRecord<String, byte[]> encode(Envelope<?> envelope) {
        Message body = envelope.body();
        String subject = body.subject().toString();
        var headers = new CloudEventHeaders();
        headers.put(CloudEventHeaders.SPEC_VERSION, SPEC_VERSION);
        headers.put(CloudEventHeaders.ID, envelope.id());
        headers.put(CloudEventHeaders.TYPE, MessageType.of(body).typeName());
        headers.put(CloudEventHeaders.SOURCE, source);
        headers.put(CloudEventHeaders.SUBJECT, subject);
        headers.put(CloudEventHeaders.TIME, envelope.time().toString());
        headers.put(CloudEventHeaders.SEQUENCE, Long.toString(envelope.sequence()));
        headers.put(CloudEventHeaders.CONTENT_TYPE, JSON);
        envelope.traceparent().ifPresent(trace -> headers.put(CloudEventHeaders.TRACEPARENT, trace));
        String topic = Topic.of(body).topicName();
        return new ProducerRecord<>(topic, null, subject, json(body), headers.toKafka());
    }

    /** @throws UnreadableMessageException when the record is not one of our messages, whole and well-formed */
    public Envelope<Message> decode(ConsumerRecord<String, byte[]> record) {
        return decode(record, Message.class);
    }

    /** @throws UnreadableMessageException as {@link #decode(ConsumerRecord)}, and when it is another kind of message */
    public <M extends Message> Envelope<M> decode(ConsumerRecord<String, byte[]> record, Class<M> kind) {
        var headers = CloudEventHeaders.of(record.headers());
        headers.expect(CloudEventHeaders.SPEC_VERSION, SPEC_VERSION);
        headers.expect(CloudEventHeaders.CONTENT_TYPE, JSON);
        M body = body(record.value(), type(headers.require(CloudEventHeaders.TYPE)), kind);
        headers.expect(CloudEventHeaders.SUBJECT, body.subject().toString());
        return new Envelope<>(
                headers.require(CloudEventHeaders.ID),
                time(headers.require(CloudEventHeaders.TIME)),
                sequence(headers.require(CloudEventHeaders.SEQUENCE)),
                headers.get(CloudEventHeaders.TRACEPARENT),
                body);
    }

    private static byte[] json(Message body) {
        try {
            return Json.mapper().writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON form: " + body.getClass(), e);
        }
    }

    private static <M extends Message> M body(byte @Nullable [] json, MessageType type, Class<M> kind) {
        if (!kind.isAssignableFrom(type.bodyClass())) {
            throw new UnreadableMessageException(
                    "type " + type.typeName() + " is not a " + kind.getSimpleName() + ", which this topic carries");
        }
        if (json == null) {
            throw new UnreadableMessageException("the record has no body");
        }
        Message body;
        try {
            body = Json.mapper().readValue(json, type.bodyClass());
        } catch (IOException e) {
            throw new UnreadableMessageException("body is not a " + type.typeName() + ": " + e.getMessage(), e);
        }
        if (body == null) {
            throw new UnreadableMessageException("the body is JSON's null");
        }
        return kind.cast(body);
    }

    private static MessageType type(String name) {
        return MessageType.named(name).orElseThrow(() -> new UnreadableMessageException("unknown type " + name));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new UnreadableMessageException("ce_time is not an RFC 3339 time: " + text, e);
        }
    }

    private static long sequence(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new UnreadableMessageException("ce_sequence is not a number: " + text, e);
        }
    }
}
