package io.toygres.api.deadletter;

import io.smallrye.common.annotation.Identifier;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.consumer.DeadLetter;
import io.toygres.contract.Topic;
import io.toygres.messaging.BrokerProducer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics {@code <topic>.dlq}, read anew for each question: they are short, and asked for seldom. */
@Singleton
final class DeadLetters {

    private static final int NEWEST = 200;
    private static final int PATIENCE_MS = 10_000;
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> settings;
    private final BrokerProducer<byte[]> producer;

    /** @param broker the settings {@code kafka.*} */
    DeadLetters(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.settings = new HashMap<>(broker);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.producer = new BrokerProducer<>(broker, new ByteArraySerializer());
    }

    @PreDestroy
    void close() {
        producer.close();
    }

    static String originalOf(String deadLetterTopic) {
        return deadLetterTopic.substring(0, deadLetterTopic.lastIndexOf('.'));
    }

    /** Newest first. */
    List<ConsumerRecord<byte[], byte[]>> newest(Topic topic) {
        return asking(consumer -> {
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            for (var partition : consumer.partitionsFor(topic.deadLetterName())) {
                found.addAll(newest(consumer, new TopicPartition(partition.topic(), partition.partition())));
            }
            found.sort(Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
                    .thenComparingLong(ConsumerRecord::offset)
                    .reversed());
            return found.subList(0, Math.min(found.size(), NEWEST));
        });
    }

    private static List<ConsumerRecord<byte[], byte[]>> newest(
            Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        long end = of(partition, consumer.endOffsets(List.of(partition)));
        long begin = of(partition, consumer.beginningOffsets(List.of(partition)));
        return read(consumer, partition, Math.max(begin, end - NEWEST), end);
    }

    /** Kafka answers for every partition that it is asked for. */
    private static long of(TopicPartition partition, Map<TopicPartition, Long> offsets) {
        return Objects.requireNonNull(offsets.get(partition));
    }

    ConsumerRecord<byte[], byte[]> read(Topic topic, int partition, long offset) {
        var place = new TopicPartition(topic.deadLetterName(), partition);
        return asking(consumer -> {
                    boolean there =
                            consumer.partitionsFor(place.topic()).stream().anyMatch(it -> it.partition() == partition)
                                    && offset >= of(place, consumer.beginningOffsets(List.of(place)))
                                    && offset < of(place, consumer.endOffsets(List.of(place)));
                    return there
                            ? read(consumer, place, offset, offset + 1)
                            : List.<ConsumerRecord<byte[], byte[]>>of();
                })
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.DEAD_LETTER_NOT_FOUND, "There is no dead letter " + offset + " in " + place + "."));
    }

    /** Sends it to where it was; returns the dead letter, which stays. */
    ConsumerRecord<byte[], byte[]> replay(Topic topic, int partition, long offset) {
        ConsumerRecord<byte[], byte[]> dead = read(topic, partition, offset);
        var again = new ProducerRecord<>(
                topic.topicName(), null, dead.key(), dead.value(), DeadLetter.withoutReason(dead.headers()));
        try {
            producer.get().send(again).get();
            return dead;
        } catch (KafkaException | ExecutionException e) {
            producer.failed(e);
            throw unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, long begin, long end) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        Instant deadline = Instant.now().plusMillis(PATIENCE_MS);
        consumer.assign(List.of(partition));
        consumer.seek(partition, begin);
        while (consumer.position(partition) < end) {
            for (var record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    found.add(record);
                }
            }
            if (Instant.now().isAfter(deadline)) {
                throw new KafkaException("the dead letters do not come");
            }
        }
        return found;
    }

    private <T> T asking(Function<Consumer<byte[], byte[]>, T> question) {
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return question.apply(consumer);
        } catch (KafkaException _) {
            throw unavailable();
        }
    }

    private static ProblemException unavailable() {
        return new ProblemException(ProblemCode.BROKER_UNAVAILABLE, "The broker does not answer, or not in time.");
    }
}
