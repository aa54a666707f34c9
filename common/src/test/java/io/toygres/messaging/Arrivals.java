package io.toygres.messaging;

import io.toygres.contract.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What arrives on one topic. */
final class Arrivals implements AutoCloseable {

    private final MessageCodec codec = TestCodec.named("test");
    private final KafkaConsumer<String, byte[]> consumer;

    /** From now on. */
    Arrivals(String bootstrapServers, String topic) {
        this(bootstrapServers, topic, false);
    }

    static Arrivals fromTheBeginning(String bootstrapServers, String topic) {
        return new Arrivals(bootstrapServers, topic, true);
    }

    private Arrivals(String bootstrapServers, String topic, boolean fromTheBeginning) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        if (fromTheBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        partitions.forEach(consumer::position);
    }

    /** The next messages, as soon as there are that many; fewer when the time is over. */
    List<Envelope<Message>> take(int count, Duration patience) {
        List<Envelope<Message>> arrived = new ArrayList<>();
        Instant end = Instant.now().plus(patience);
        while (arrived.size() < count && Instant.now().isBefore(end)) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                arrived.add(codec.decode(record));
            }
        }
        return arrived;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
