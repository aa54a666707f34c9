package io.toygres.e2e.events;

import io.toygres.e2e.sut.SystemUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything that is on the topics at this moment, dead letters included. */
public final class EventLog {

    static final String TOPICS = "toygres\\..+";

    private static final Duration POLL = Duration.ofSeconds(5);

    private final String bootstrapServers;

    public EventLog(SystemUnderTest system) {
        this.bootstrapServers = system.kafka().orElseThrow();
    }

    /** Why it can't be read; empty when it can. */
    public static Optional<String> missing(SystemUnderTest system) {
        return system.kafka().isPresent()
                ? Optional.empty()
                : Optional.of("KAFKA_BOOTSTRAP_SERVERS is not set, so messages can't be looked at");
    }

    /** Every record so far, partition by partition, in the order of each. */
    public List<Message> all() {
        try (KafkaConsumer<String, byte[]> consumer = consumer(Map.of())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topic.getKey().matches(TOPICS))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return readTo(consumer, consumer.endOffsets(partitions));
        }
    }

    /** The events of one operation, in the order in which they were sent. */
    public List<Message> eventsOf(UUID operation) {
        return all().stream()
                .filter(message -> message.topic().endsWith(".events"))
                .filter(message -> message.json().path("operation_id").asText().equals(operation.toString()))
                .toList();
    }

    /** How many records no service could apply so far. */
    public long deadLetters() {
        return all().stream()
                .filter(message -> message.topic().endsWith(".dlq"))
                .count();
    }

    /** A consumer group of its own, as another service has one, from the next message on. */
    public Follower follow() {
        String group = "e2e-" + UUID.randomUUID();
        return new Follower(consumer(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false)));
    }

    private static List<Message> readTo(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        List<Message> messages = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(message -> messages.add(Message.of(message)));
        }
        return messages;
    }

    private KafkaConsumer<String, byte[]> consumer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
