package io.toygres.messaging;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.ImageEvent.ImageDeleted;
import io.toygres.contract.ImageId;
import io.toygres.contract.Message;
import io.toygres.contract.OperationId;
import io.toygres.contract.Topic;
import io.toygres.database.TestDatabase;
import io.toygres.local.platform.LocalKafka;
import io.toygres.local.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outbox with the real broker and the real database, and without either. */
class OutboxRelayIT {

    private static final Logger LOG = Logger.getLogger(OutboxRelayIT.class);

    private static final String TOPIC = Topic.IMAGE_EVENTS.topicName();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int port = Ports.free();
    private TestDatabase database;
    private LocalKafka kafka;
    private BrokerProducer<String> producer;
    private OutboxRelay relay;
    private Outbox outbox;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @BeforeEach
    void start() {
        database = new TestDatabase();
        kafka = LocalKafka.start(folder, port);
        producer = new BrokerProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers()), new StringSerializer());
        relay = new OutboxRelay(database.service(), producer);
        outbox = new Outbox(TestCodec.named("test"), relay);
    }

    @AfterEach
    void stop() throws InterruptedException {
        relay.stop();
        producer.close();
        kafka.close();
        database.close();
    }

    @Test
    void deliversEveryMessageInTheOrderOfItsKeyAndEmptiesTheOutbox() {
        List<UUID> keys = Stream.generate(UUID::randomUUID).limit(100).toList();
        try (var arrivals = new Arrivals(kafka.bootstrapServers(), TOPIC)) {
            IntStream.rangeClosed(1, 50).forEach(sequence -> database.service()
                    .useTransaction(tx -> keys.forEach(key -> outbox.add(tx, event(key, sequence)))));
            Instant begin = Instant.now();
            relay.start();
            List<Envelope<Message>> arrived = arrivals.take(5_000, PATIENCE);
            LOG.infof(
                    "Relayed %d messages in %d ms",
                    arrived.size(), Duration.between(begin, Instant.now()).toMillis());

            assertThat(arrived).hasSize(5_000);
            assertThat(arrived.stream()
                            .collect(groupingBy(message -> message.body().subject()))
                            .values())
                    .allSatisfy(ofKey -> assertThat(ofKey)
                            .extracting(Envelope::sequence)
                            .containsExactlyElementsOf(sequencesUpTo(50)));
            assertThat(emptied()).isTrue();
        }
    }

    @Test
    void isWokenByTheCommitRatherThanByTheClock() throws InterruptedException {
        relay.stop();
        relay = new OutboxRelay(database.service(), producer::get, producer::failed, Duration.ofDays(1));
        outbox = new Outbox(TestCodec.named("test"), relay);
        relay.start();
        try (var arrivals = new Arrivals(kafka.bootstrapServers(), TOPIC)) {
            List<Long> milliseconds = IntStream.rangeClosed(1, 40)
                    .mapToObj(sequence -> {
                        Instant begin = Instant.now();
                        database.service().useTransaction(tx -> outbox.add(tx, event(UUID.randomUUID(), sequence)));
                        assertThat(arrivals.take(1, PATIENCE)).hasSize(1);
                        return Duration.between(begin, Instant.now()).toMillis();
                    })
                    .sorted()
                    .toList();
            LOG.infof(
                    "From commit to consumer: median %d ms, slowest %d ms",
                    milliseconds.get(20), milliseconds.getLast());
        }
    }

    @Test
    void losesAndReordersNothingWhileTheBrokerAndTheDatabaseAreAway() {
        UUID key = UUID.randomUUID();
        relay.start();
        kafka.close();
        IntStream.rangeClosed(1, 10)
                .forEach(sequence -> database.service().useTransaction(tx -> outbox.add(tx, event(key, sequence))));
        kafka = LocalKafka.start(folder, port);
        database.cutConnections();

        try (var arrivals = Arrivals.fromTheBeginning(kafka.bootstrapServers(), TOPIC)) {
            List<Long> arrived = new ArrayList<>();
            while (!arrived.contains(10L)) {
                var next = arrivals.take(1, PATIENCE);
                assertThat(next).as("after %s", arrived).isNotEmpty();
                next.forEach(envelope -> arrived.add(envelope.sequence()));
            }
            // A connection cut between acknowledgement and commit makes a batch come once more, in the same order.
            assertThat(arrived.stream().distinct()).containsExactlyElementsOf(sequencesUpTo(10));
        }
    }

    @Test
    void relaysFromOneReplicaAtATime() throws Exception {
        var second = new OutboxRelay(database.service(), producer);
        try (var arrivals = new Arrivals(kafka.bootstrapServers(), TOPIC)) {
            List<UUID> keys = Stream.generate(UUID::randomUUID).limit(500).toList();
            IntStream.rangeClosed(1, 4).forEach(sequence -> database.service()
                    .useTransaction(tx -> keys.forEach(key -> outbox.add(tx, event(key, sequence)))));
            relay.start();
            second.start();

            assertThat(arrivals.take(2_000, PATIENCE)).hasSize(2_000);
            assertThat(arrivals.take(1, Duration.ofSeconds(2))).isEmpty();
        } finally {
            second.stop();
        }
    }

    private static List<Long> sequencesUpTo(int end) {
        return LongStream.rangeClosed(1, end).boxed().toList();
    }

    /** The last rows are deleted a moment after their messages have arrived. */
    private boolean emptied() {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            if (database.observer().value("SELECT count(*) FROM outbox").equals(0L)) {
                return true;
            }
        }
        return false;
    }

    private static Envelope<ImageDeleted> event(UUID key, int sequence) {
        var deleted = new ImageDeleted(OperationId.random(), new ImageId(key));
        return Envelope.event(deleted, sequence, Instant.EPOCH, Optional.empty());
    }
}
