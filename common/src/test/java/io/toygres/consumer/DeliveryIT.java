package io.toygres.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.toygres.database.DatabaseException;
import io.toygres.local.platform.LocalKafka;
import io.toygres.messaging.RefusedMessageException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a record that is not simply applied, with a real broker. */
@Timeout(180)
class DeliveryIT {

    private static final byte[] KEY = {'k', (byte) 0xff};

    @SuppressWarnings("NullAway.Init") // by JUnit
    private static LocalKafka kafka;

    private final String topic = "test." + UUID.randomUUID();
    private final WaitingRecords waiting = new WaitingRecords(new SimpleMeterRegistry());
    private final AtomicInteger tries = new AtomicInteger();

    @BeforeAll
    static void start() {
        kafka = LocalKafka.throwaway();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void aRefusedRecordIsADeadLetterAtOnceAndAsItWas() throws Exception {
        createDeadLetterTopic(Map.of());
        ConsumerRecord<Bytes, byte[]> record = record("a value".getBytes(UTF_8));
        record.headers().add("odd", null).add("odd", new byte[] {(byte) 0xff}).add("ce_id", "x".getBytes(UTF_8));

        assertThat(delivery(_ -> {
                            tries.incrementAndGet();
                            throw new RefusedMessageException("header ce_id is too short");
                        })
                        .deliver(record))
                .isTrue();

        ConsumerRecord<byte[], byte[]> dead = deadLetter();
        assertThat(tries).hasValue(1);
        assertThat(dead.key()).isEqualTo(KEY);
        assertThat(dead.value()).isEqualTo(record.value());
        assertThat(List.of(dead.headers().toArray()).subList(0, 3))
                .containsExactly(record.headers().toArray());
        assertThat(header(dead, DeadLetter.REASON)).isEqualTo("header ce_id is too short");
        assertThat(header(dead, DeadLetter.TOPIC)).isEqualTo(topic);
        assertThat(header(dead, DeadLetter.OFFSET)).isEqualTo("7");
    }

    @Test
    void aTombstoneWithoutKeyCanBeADeadLetterToo() throws Exception {
        createDeadLetterTopic(Map.of());
        delivery(_ -> {
                    throw new RefusedMessageException("the record has no body");
                })
                .deliver(record(null, null));

        assertThat(deadLetter().value()).isNull();
    }

    @Test
    void aRecordThatFailsAgainAndAgainIsADeadLetterAfterItsTries() throws Exception {
        createDeadLetterTopic(Map.of());
        delivery(_ -> {
                    tries.incrementAndGet();
                    throw new IllegalStateException("a mistake of ours in io.toygres.Mistake");
                })
                .deliver(record("v".getBytes(UTF_8)));

        assertThat(header(deadLetter(), DeadLetter.REASON))
                .contains("3 tries")
                .doesNotContain("io.toygres")
                .doesNotContain("Exception");
        assertThat(tries).hasValue(3);
    }

    @Test
    void anOutageIsWaitedForHoweverOftenItIsTried() throws Exception {
        List<String> states = List.of("XX000", "58P01", "08006", "57P03", "53300", "42P01", "XX000", "58P01");

        assertThat(delivery(_ -> {
                            int number = tries.getAndIncrement();
                            if (number < states.size()) {
                                throw new IllegalStateException(
                                        DatabaseException.refused("no", states.get(number), null));
                            }
                        })
                        .deliver(record("v".getBytes(UTF_8))))
                .isTrue();

        assertThat(tries).hasValue(states.size() + 1);
        assertThat(waiting.longerThan(Duration.ZERO)).isEmpty();
    }

    @Test
    void whatWaitsIsToldAndLeftAtTheStop() throws Exception {
        Delivery delivery = delivery(_ -> {
            throw new IllegalStateException(DatabaseException.refused("could not load library", "58P01", null));
        });
        CompletableFuture<Boolean> delivered = deliverAside(delivery, record("v".getBytes(UTF_8)));
        String told = await(() -> waiting.longerThan(Duration.ZERO)).describe();

        delivery.stop();

        assertThat(delivered.get(1, TimeUnit.MINUTES)).isFalse();
        assertThat(told).contains(topic, "offset 7", "58P01").doesNotContain("library");
    }

    @Test
    void aDeadLetterThatIsRefusedWaitsUntilItIsTaken() throws Exception {
        createDeadLetterTopic(Map.of("max.message.bytes", "1000"));
        CompletableFuture<Boolean> delivered = deliverAside(
                delivery(_ -> {
                    throw new RefusedMessageException("too long");
                }),
                record(new byte[10_000]));
        assertThat(await(() -> waiting.longerThan(Duration.ZERO)).reason()).contains("broker");

        limitTo("20000");

        assertThat(delivered.get(2, TimeUnit.MINUTES)).isTrue();
        assertThat(deadLetter().value()).hasSize(10_000);
    }

    @Test
    void aDeadLetterWithoutATopicWaitsForIt() throws Exception {
        CompletableFuture<Boolean> delivered = deliverAside(
                delivery(_ -> {
                    throw new RefusedMessageException("no");
                }),
                record("v".getBytes(UTF_8)));
        await(() -> waiting.longerThan(Duration.ZERO));

        createDeadLetterTopic(Map.of());

        assertThat(delivered.get(2, TimeUnit.MINUTES)).isTrue();
        assertThat(header(deadLetter(), DeadLetter.REASON)).isEqualTo("no");
    }

    private Delivery delivery(RecordHandler handler) {
        Map<String, Object> broker = Map.of("bootstrap.servers", kafka.bootstrapServers(), "metadata.max.age.ms", 500);
        return new Delivery(
                handler,
                new DeadLetterQueue(broker, new SimpleMeterRegistry()),
                waiting,
                new Retries(),
                TestConsumerSettings.quick());
    }

    private static CompletableFuture<Boolean> deliverAside(Delivery delivery, ConsumerRecord<Bytes, byte[]> record) {
        var delivered = new CompletableFuture<Boolean>();
        Thread.ofVirtual().start(() -> {
            try {
                delivered.complete(delivery.deliver(record));
            } catch (Throwable e) {
                delivered.completeExceptionally(e);
            }
        });
        return delivered;
    }

    private ConsumerRecord<Bytes, byte[]> record(byte[] value) {
        return record(Bytes.wrap(KEY), value);
    }

    private ConsumerRecord<Bytes, byte[]> record(@Nullable Bytes key, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                topic, 3, 7, 0, TimestampType.CREATE_TIME, 0, 0, key, value, new RecordHeaders(), Optional.empty());
    }

    private void createDeadLetterTopic(Map<String, String> configuration) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(DeadLetter.topicOf(topic), 1, (short) 1).configs(configuration)))
                    .all()
                    .get();
        }
    }

    private void limitTo(String bytes) throws Exception {
        var place = new org.apache.kafka.common.config.ConfigResource(
                org.apache.kafka.common.config.ConfigResource.Type.TOPIC, DeadLetter.topicOf(topic));
        var change = new org.apache.kafka.clients.admin.AlterConfigOp(
                new org.apache.kafka.clients.admin.ConfigEntry("max.message.bytes", bytes),
                org.apache.kafka.clients.admin.AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(place, List.of(change))).all().get();
        }
    }

    private ConsumerRecord<byte[], byte[]> deadLetter() {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partition = new TopicPartition(DeadLetter.topicOf(topic), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return await(() -> {
                var records = consumer.poll(Duration.ofMillis(100)).iterator();
                return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
            });
        }
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static <T> T await(java.util.function.Supplier<Optional<T>> condition) {
        Instant end = Instant.now().plusSeconds(120);
        Optional<T> found = condition.get();
        while (found.isEmpty() && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
            found = condition.get();
        }
        return found.orElseThrow();
    }
}
