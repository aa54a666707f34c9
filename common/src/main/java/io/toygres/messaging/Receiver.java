package io.toygres.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.toygres.contract.Command;
import io.toygres.contract.Message;
import io.toygres.contract.Topic;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import io.toygres.telemetry.TracedWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes messages from Kafka, each once in effect however often it comes. Once it returns, the record can be acknowledged. */
@Singleton
public final class Receiver {

    /** How far the clocks of two machines may be apart; a time beyond that is a mistake or a forgery. */
    private static final Duration CLOCKS_APART = Duration.ofHours(1);

    private final MessageCodec codec;
    private final Inbox inbox;
    private final Database database;
    private final InboxSettings settings;
    private final Counter duplicates = Metrics.counter("toygres.inbox.duplicates");

    @Inject
    public Receiver(MessageCodec codec, Inbox inbox, Database database, InboxSettings settings) {
        this.codec = codec;
        this.inbox = inbox;
        this.database = database;
        this.settings = settings;
    }

    /** What a message means. */
    @FunctionalInterface
    public interface Application<M extends Message> {
        /** @param tx the transaction that also notes the message as received */
        void apply(Tx tx, Envelope<M> message);
    }

    /**
     * Applies the record's message unless it came before.
     *
     * @throws RefusedMessageException when it is no message of that kind, or one that may not be applied
     */
    public <M extends Message> void receive(
            ConsumerRecord<?, byte[]> record, Class<M> kind, Application<M> application) {
        Envelope<M> message = codec.decode(record, kind);
        checkTime(message);
        try (TracedWork work = process(message)) {
            try {
                work.outcome(apply(message, application) ? "applied" : "duplicate");
            } catch (Throwable e) {
                work.failed(e);
                throw e;
            }
        }
    }

    private <M extends Message> boolean apply(Envelope<M> message, Application<M> application) {
        byte[] content = message.contentHash();
        boolean isNew = database.inTransaction(tx -> {
            boolean first = inbox.firstTime(tx, message.id(), content);
            if (first) {
                application.apply(tx, message);
            }
            return first;
        });
        if (!isNew) {
            duplicates.increment();
        }
        return isNew;
    }

    /** Names as in https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/ */
    private static TracedWork process(Envelope<?> message) {
        Message body = message.body();
        String topic = Topic.of(body).topicName();
        var attributes = Attributes.of(
                AttributeKey.stringKey("messaging.system"),
                "kafka",
                AttributeKey.stringKey("messaging.operation.type"),
                "process",
                AttributeKey.stringKey("messaging.destination.name"),
                topic,
                AttributeKey.stringKey("toygres.message.type"),
                MessageType.of(body).typeName());
        return TracedWork.begin("process " + topic, SpanKind.CONSUMER, message.traceparent(), attributes);
    }

    /** A command that is older than what the inbox remembers may have been applied and forgotten. */
    private void checkTime(Envelope<?> message) {
        Instant now = Instant.now();
        if (message.time().isAfter(now.plus(CLOCKS_APART))) {
            throw new RefusedMessageException("ce_time is in the future: " + message.time());
        }
        if (message.body() instanceof Command && message.time().isBefore(now.minus(settings.retention()))) {
            throw new RefusedMessageException(
                    "the command is too old to know whether it was applied: " + message.time());
        }
    }
}
