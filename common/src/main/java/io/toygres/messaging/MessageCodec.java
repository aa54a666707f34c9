package io.toygres.messaging;

import io.toygres.contract.Command;
import io.toygres.contract.Message;
import io.toygres.contract.Topic;
import io.toygres.telemetry.TraceContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Messages as Kafka records: CloudEvents 1.0 in binary content mode
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md), keyed by subject, with
 * a JSON body and the extension {@code sequence}.
 */
@Singleton
public final class MessageCodec {

    private static final String SPEC_VERSION = "1.0";
    private static final String JSON = "application/json";

    /** Nine digits are an event a second for 30 years. What follows the last one is judged by who knows that. */
    private static final Pattern SEQUENCE = Pattern.compile("0|[1-9][0-9]{0,8}");

    /** What every part of the system can hold, PostgreSQL's timestamps and four-digit years included. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final String source;
    private final CommandMac mac;

    /** @param source who sends: the service's name, CloudEvents attribute {@code source} */
    @Inject
    public MessageCodec(@ConfigProperty(name = "quarkus.application.name") String source, CommandMac mac) {
        this.source = source;
        this.mac = mac;
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
        envelope.traceparent().ifPresent(trace -> headers.put(TraceContext.HEADER, trace));
        String topic = Topic.of(body).topicName();
        byte[] json = MessageBody.write(body);
        if (body instanceof Command) {
            headers.put(CloudEventHeaders.MAC, mac.sign(topic, subject, headers, json));
        }
        return new ProducerRecord<>(topic, null, subject, json, headers.toKafka());
    }

    /** @throws RefusedMessageException when the record is not one of our messages, whole and well-formed */
    public Envelope<Message> decode(ConsumerRecord<?, byte[]> record) {
        return decode(record, Message.class);
    }

    /**
     * @param record its key as anything whose text is the key's
     * @throws RefusedMessageException as {@link #decode(ConsumerRecord)}, and when it is another kind of message
     */
    public <M extends Message> Envelope<M> decode(ConsumerRecord<?, byte[]> record, Class<M> kind) {
        var headers = CloudEventHeaders.of(record.headers());
        headers.expect(CloudEventHeaders.SPEC_VERSION, SPEC_VERSION);
        headers.expect(CloudEventHeaders.CONTENT_TYPE, JSON);
        headers.require(CloudEventHeaders.SOURCE);
        M body = MessageBody.read(record.value(), type(headers.require(CloudEventHeaders.TYPE)), kind);
        String subject = body.subject().toString();
        headers.expect(CloudEventHeaders.SUBJECT, subject);
        if (record.key() == null || !record.key().toString().equals(subject)) {
            throw new RefusedMessageException("the record's key is not its subject");
        }
        headers.require(CloudEventHeaders.ID);
        if (body instanceof Command) {
            mac.verify(record.topic(), subject, headers, record.value());
        }
        return new Envelope<>(
                headers.require(CloudEventHeaders.ID),
                time(headers.require(CloudEventHeaders.TIME)),
                sequence(headers.require(CloudEventHeaders.SEQUENCE), body),
                headers.get(TraceContext.HEADER),
                body);
    }

    private static MessageType type(String name) {
        return MessageType.named(name).orElseThrow(() -> new RefusedMessageException("unknown type " + name));
    }

    private static Instant time(String text) {
        try {
            Instant time = Instant.parse(text);
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw new RefusedMessageException("ce_time is out of bounds: " + text);
            }
            return time;
        } catch (DateTimeParseException e) {
            throw new RefusedMessageException("ce_time is not an RFC 3339 time: " + text, e);
        }
    }

    private static long sequence(String text, Message body) {
        if (!SEQUENCE.matcher(text).matches()) {
            throw new RefusedMessageException("ce_sequence is not a number of at most nine digits: " + text);
        }
        long sequence = Long.parseLong(text);
        if ((body instanceof Command) != (sequence == 0)) {
            throw new RefusedMessageException("ce_sequence of a command is 0, of an event more: " + text);
        }
        return sequence;
    }
}
