package io.toygres.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import io.toygres.contract.Topic;
import io.toygres.messaging.BrokerProducer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Lays records aside that will not be applied: to {@code <topic>.dlq}, as they were, with the reason in further headers. */
@Singleton
final class DeadLetterQueue {

    private static final Logger LOG = Logger.getLogger(DeadLetterQueue.class);

    private final BrokerProducer<byte[]> producer;
    private final MeterRegistry meters;

    /** @param broker the settings {@code kafka.*} */
    @Inject
    DeadLetterQueue(@Identifier("default-kafka-broker") Map<String, Object> broker, MeterRegistry meters) {
        this.producer = new BrokerProducer<>(broker, new ByteArraySerializer());
        this.meters = meters;
        // From zero on, so that the first one is an increase.
        Stream.of(Topic.values()).map(Topic::topicName).forEach(this::counter);
    }

    private Counter counter(String topic) {
        return meters.counter("toygres.dead.letters", "topic", topic);
    }

    @PreDestroy
    void close() {
        producer.close();
    }

    /**
     * Returns once the broker has it.
     *
     * @param reason one line for people
     * @throws KafkaException when the broker is away or refuses it: try again
     */
    void add(ConsumerRecord<Bytes, byte[]> record, String reason) throws InterruptedException {
        String topic = DeadLetter.topicOf(record.topic());
        byte @Nullable [] key = record.key() == null ? null : record.key().get();
        try {
            producer.get()
                    .send(new ProducerRecord<>(topic, null, key, record.value(), headers(record, reason)))
                    .get();
        } catch (ExecutionException e) {
            producer.failed(e);
            throw new KafkaException("the dead letter was not taken", e.getCause());
        }
        counter(record.topic()).increment();
        LOG.errorf(
                "Dead letter. topic=%s partition=%d offset=%d reason=%s",
                record.topic(), record.partition(), record.offset(), reason);
    }

    private static Headers headers(ConsumerRecord<?, ?> record, String reason) {
        // Those of an earlier death, which a replay has left on, would contradict these.
        Headers headers = DeadLetter.withoutReason(record.headers());
        headers.add(DeadLetter.REASON, reason.getBytes(UTF_8));
        headers.add(DeadLetter.TOPIC, record.topic().getBytes(UTF_8));
        headers.add(DeadLetter.PARTITION, Integer.toString(record.partition()).getBytes(UTF_8));
        headers.add(DeadLetter.OFFSET, Long.toString(record.offset()).getBytes(UTF_8));
        headers.add(DeadLetter.TIME, Instant.now().toString().getBytes(UTF_8));
        return new RecordHeaders(headers);
    }
}
