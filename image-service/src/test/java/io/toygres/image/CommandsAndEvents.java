package io.toygres.image;

import io.toygres.contract.Command;
import io.toygres.contract.Event;
import io.toygres.contract.Message;
import io.toygres.contract.OperationId;
import io.toygres.contract.Topic;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.MessageCodec;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The other end of the topics: sends commands as api-service does, and hears the events. */
@Singleton
public class CommandsAndEvents {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final MessageCodec codec;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Heard> heard = new ArrayList<>();
    private final List<ConsumerRecord<String, byte[]>> dead = new ArrayList<>();

    /** An event and when it came. */
    public record Heard(Event event, Instant at) {}

    CommandsAndEvents(MessageCodec codec, @ConfigProperty(name = LocalPlatform.BROKER) String servers) {
        this.codec = codec;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topic.IMAGE_EVENTS.topicName(), Topic.IMAGE_COMMANDS.deadLetterName()));
    }

    @PreDestroy
    void close() {
        producer.close();
        consumer.close();
    }

    public void send(Command command) {
        send(codec.encode(Envelope.command(command, Instant.now())));
    }

    /** Sends any record, and waits until the broker has it. */
    public void send(ProducerRecord<String, byte[]> message) {
        try {
            producer.send(message).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("the broker did not take " + message, e);
        }
    }

    /** Waits for an event of that type from that operation. */
    public <E extends Event> Heard await(OperationId operation, Class<E> type) {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            for (Heard one : of(operation)) {
                if (type.isInstance(one.event())) {
                    return one;
                }
            }
            poll();
        }
        throw new AssertionError("no " + type.getSimpleName() + " within " + PATIENCE + ", but " + of(operation));
    }

    /** What was heard of the operation so far. */
    public List<Heard> of(OperationId operation) {
        return heard.stream()
                .filter(one -> one.event().operationId().equals(operation))
                .toList();
    }

    /** Waits for a dead letter with that key. */
    public ConsumerRecord<String, byte[]> awaitDeadLetter(String key) {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            for (ConsumerRecord<String, byte[]> one : dead) {
                if (key.equals(one.key())) {
                    return one;
                }
            }
            poll();
        }
        throw new AssertionError("no dead letter with key " + key + " within " + PATIENCE);
    }

    private void poll() {
        for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(100))) {
            if (message.topic().equals(Topic.IMAGE_EVENTS.topicName())) {
                Message body = codec.decode(message).body();
                heard.add(new Heard((Event) body, Instant.now()));
            } else {
                dead.add(message);
            }
        }
    }
}
