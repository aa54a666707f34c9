package io.toygres.provisioner.system;

import io.toygres.contract.Event;
import io.toygres.contract.InstanceCommand;
import io.toygres.contract.InstanceEvent;
import io.toygres.contract.InstanceEvent.InstanceProgressed;
import io.toygres.contract.OperationId;
import io.toygres.contract.Topic;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.MessageCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plays api-service's part on Kafka: sends commands and follows what becomes of them. */
final class ApiService implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final MessageCodec codec;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Envelope<InstanceEvent>> heard = new ArrayList<>();
    private final List<ConsumerRecord<String, byte[]>> deadLetters = new ArrayList<>();

    ApiService(MessageCodec codec, String bootstrapServers) {
        Map<String, Object> broker = Map.of("bootstrap.servers", bootstrapServers);
        this.codec = codec;
        this.producer = new KafkaProducer<>(broker, new StringSerializer(), new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(broker, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : List.of(Topic.INSTANCE_EVENTS.topicName(), Topic.INSTANCE_COMMANDS.deadLetterName())) {
            consumer.partitionsFor(topic).forEach(found -> all.add(new TopicPartition(topic, found.partition())));
        }
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    void send(InstanceCommand command) {
        send(codec.encode(Envelope.command(command, Instant.now())));
    }

    void send(ProducerRecord<String, byte[]> message) {
        try {
            producer.send(message).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("not sent: " + message.key(), e);
        }
    }

    /** How the operation ended. */
    Event outcome(OperationId operation) {
        return await(operation, event -> !(event instanceof InstanceProgressed));
    }

    /** Until the operation has come to that step. */
    void awaitStep(OperationId operation, String step) {
        await(
                operation,
                event -> event instanceof InstanceProgressed progressed
                        && progressed.progress().step().equals(step));
    }

    /** Until the operation says that on its timeline. */
    void awaitWords(OperationId operation, String words) {
        await(
                operation,
                event -> event instanceof InstanceProgressed progressed
                        && progressed.progress().message().contains(words));
    }

    /** Events of the operation so far. */
    List<Envelope<InstanceEvent>> heard(OperationId operation) {
        poll();
        return heard.stream()
                .filter(event -> event.body().operationId().equals(operation))
                .toList();
    }

    ConsumerRecord<String, byte[]> deadLetter(String key) {
        Instant deadline = Instant.now().plus(LONGEST);
        while (Instant.now().isBefore(deadline)) {
            poll();
            for (var letter : deadLetters) {
                if (key.equals(letter.key())) {
                    return letter;
                }
            }
        }
        throw new AssertionError("no dead letter with key " + key);
    }

    private InstanceEvent await(OperationId operation, Predicate<InstanceEvent> wanted) {
        Instant deadline = Instant.now().plus(LONGEST);
        while (Instant.now().isBefore(deadline)) {
            for (var event : heard(operation)) {
                if (wanted.test(event.body())) {
                    return event.body();
                }
            }
        }
        throw new AssertionError("not heard within " + LONGEST + "; heard " + heard(operation));
    }

    private void poll() {
        for (var message : consumer.poll(Duration.ofMillis(200))) {
            if (message.topic().equals(Topic.INSTANCE_EVENTS.topicName())) {
                heard.add(codec.decode(message, InstanceEvent.class));
            } else {
                deadLetters.add(message);
            }
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
