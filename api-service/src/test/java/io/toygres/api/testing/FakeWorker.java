package io.toygres.api.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.toygres.contract.Command;
import io.toygres.contract.Event;
import io.toygres.contract.ImageEvent.DatabaseContents;
import io.toygres.contract.ImageEvent.ImageAvailable;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceEvent.InstanceRunning;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.RequestEvent;
import io.toygres.contract.Topic;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.MessageCodec;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Both worker services as api-service sees them on Kafka: it reads what was commanded and reports what a test says. */
@Singleton
public final class FakeWorker {

    /** Where tests find the broker, which may be another place than the service's. */
    public static final String BROKER = "test.broker";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The checksum of every image here. */
    public static final String MANIFEST_SHA256 = "5d".repeat(32);

    private final MessageCodec codec;
    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final List<ConsumerRecord<String, byte[]>> received = new ArrayList<>();

    @Inject
    FakeWorker(MessageCodec codec, @ConfigProperty(name = BROKER) String servers) {
        this.codec = codec;
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "group.id", "fake-worker", "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer());
        consumer.subscribe(List.of(
                Topic.IMAGE_COMMANDS.topicName(),
                Topic.INSTANCE_COMMANDS.topicName(),
                Topic.IMAGE_EVENTS.deadLetterName(),
                Topic.INSTANCE_EVENTS.deadLetterName(),
                Topic.REQUEST_EVENTS.topicName(),
                Topic.REQUESTS.deadLetterName()));
    }

    @PreDestroy
    void close() {
        consumer.close();
        producer.close();
    }

    /** Waits for the command with the message id. */
    public Command command(String messageId) {
        return await(() -> commands(messageId).stream().findFirst());
    }

    /** Waits for the command with the message id; in which trace it came. */
    public Optional<String> traceparent(String messageId) {
        return await(() -> {
            poll();
            return received.stream()
                    .filter(record -> record.topic().endsWith(".commands"))
                    .map(record -> codec.decode(record, Command.class))
                    .filter(envelope -> envelope.id().equals(messageId))
                    .map(Envelope::traceparent)
                    .findFirst();
        });
    }

    /** Waits until the command with the message id came so often. */
    public void awaitCommands(String messageId, int times) {
        await(() -> Optional.of(commands(messageId)).filter(commands -> commands.size() >= times));
    }

    /** The commands with the message id that came so far. */
    public List<Command> commands(String messageId) {
        poll();
        return received.stream()
                .filter(record -> record.topic().endsWith(".commands"))
                .map(record -> codec.decode(record, Command.class))
                .filter(envelope -> envelope.id().equals(messageId))
                .map(Envelope::body)
                .toList();
    }

    /** Waits until so many commands came whose message id begins so. */
    public void awaitCommandsLike(String beginning, int times) {
        await(() -> Optional.of(commandsLike(beginning)).filter(commands -> commands.size() >= times));
    }

    /** The commands that came so far whose message id begins so. */
    public List<Command> commandsLike(String beginning) {
        poll();
        return received.stream()
                .filter(record -> record.topic().endsWith(".commands"))
                .map(record -> codec.decode(record, Command.class))
                .filter(envelope -> envelope.id().startsWith(beginning))
                .map(Envelope::body)
                .toList();
    }

    /** How many commands for the instance or image came so far. */
    public long commandsFor(UUID subject) {
        poll();
        return received.stream()
                .filter(record ->
                        record.topic().endsWith(".commands") && record.key().equals(subject.toString()))
                .count();
    }

    /** Waits for a record in a dead-letter topic whose value is the text. */
    public ConsumerRecord<String, byte[]> deadLetter(String value) {
        return await(() -> {
            poll();
            return received.stream()
                    .filter(record ->
                            record.topic().endsWith(".dlq") && Arrays.equals(record.value(), value.getBytes(UTF_8)))
                    .findFirst();
        });
    }

    /** Waits until the request has had so many answers; those that came so far. */
    public List<RequestEvent> answers(UUID request, int times) {
        return await(() -> Optional.of(answers(request)).filter(answers -> answers.size() >= times));
    }

    private List<RequestEvent> answers(UUID request) {
        poll();
        return received.stream()
                .filter(record -> record.topic().equals(Topic.REQUEST_EVENTS.topicName()))
                .filter(record -> record.key().equals(request.toString()))
                .map(record -> codec.decode(record, RequestEvent.class).body())
                .toList();
    }

    /** Reports the event and returns once the broker has it. */
    public void report(Event event, long sequence) {
        send(codec.encode(Envelope.event(event, sequence, Instant.now(), Optional.empty())));
    }

    /** Sends any record. */
    public void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the operation has the status. */
    public void awaitStatus(OperationId operation, String status) {
        await(() -> {
            String now = Api.get("/api/operations/" + operation).jsonPath().getString("status");
            return now.equals(status) ? Optional.of(now) : Optional.empty();
        });
    }

    /** An instance that runs. */
    public InstanceId runningInstance(String name) {
        return running(Api.post("/api/instances", Api.instanceBody(name)));
    }

    /** The instance whose creation or restore was accepted, once it runs. */
    public InstanceId running(Response accepted) {
        InstanceId id = InstanceId.parse(Api.accepted(accepted).getString("id"));
        OperationId operation = OperationId.parse(Api.operation(accepted));
        report(new InstanceRunning(operation, id, id + ".example.org", 5432, null, null, 10), 1);
        awaitStatus(operation, "succeeded");
        return id;
    }

    /** An image that can be restored. */
    public ImageId availableImage(String name, InstanceId source) {
        Response response = Api.post("/api/images", Api.imageBody(name, source));
        ImageId id = ImageId.parse(Api.accepted(response).getString("id"));
        OperationId operation = OperationId.parse(Api.operation(response));
        report(available(operation, id), 1);
        awaitStatus(operation, "succeeded");
        return id;
    }

    /** What a worker reports of a backup of one database. */
    public static ImageAvailable available(OperationId operation, ImageId id) {
        List<DatabaseContents> databases = List.of(new DatabaseContents("orders", 8_000_000, 12, 3456));
        return new ImageAvailable(operation, id, 1_234_567, MANIFEST_SHA256, "15.14", databases, 2500);
    }

    private void poll() {
        consumer.poll(Duration.ofMillis(100)).forEach(received::add);
    }

    /** What the condition gives as soon as it gives something. */
    public static <T> T await(Supplier<Optional<T>> condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            Optional<T> found = condition.get();
            if (found.isPresent()) {
                return found.get();
            }
            assertThat(Instant.now()).as("deadline").isBefore(deadline);
        }
    }
}
