package io.toygres.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.toygres.contract.ImageCommand;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageId;
import io.toygres.contract.OperationId;
import io.toygres.database.TestDatabase;
import io.toygres.telemetry.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReceiverIT {

    private static final Duration RETENTION = Duration.ofDays(14);

    @SuppressWarnings("NullAway.Init") // by JUnit
    private static TestDatabase database;

    private final MessageCodec codec = TestCodec.named("test");
    private final Receiver receiver = new Receiver(codec, new Inbox(), database.service(), () -> RETENTION);
    private final DeleteImage command = new DeleteImage(OperationId.random(), ImageId.random());
    private final AtomicInteger applied = new AtomicInteger();

    @BeforeAll
    static void start() {
        database = new TestDatabase();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void aMessageThatCouldNotBeAppliedIsAppliedLaterAndOnce() {
        var record = record(Envelope.command(command, Instant.now()));
        assertThatThrownBy(() -> receiver.receive(record, ImageCommand.class, (_, _) -> {
                    throw new IllegalStateException("a mistake of ours");
                }))
                .isInstanceOf(IllegalStateException.class);

        receive(record);
        receive(record);

        assertThat(applied).hasValue(1);
    }

    @Test
    void aMessageThatIsSentAgainLaterIsNotNew() {
        receive(record(Envelope.command(command, Instant.now().minusSeconds(120))));

        receive(record(Envelope.command(command, Instant.now())));

        assertThat(applied).hasValue(1);
    }

    @Test
    void anIdThatIsUsedAgainForSomethingElseIsRefused() {
        receive(record(Envelope.command(command, Instant.now())));
        var other = new Envelope<>(
                Envelope.startId(command.operationId()),
                Instant.now(),
                0,
                Optional.empty(),
                new DeleteImage(command.operationId(), ImageId.random()));

        assertThatThrownBy(() -> receive(record(other)))
                .isInstanceOf(RefusedMessageException.class)
                .hasMessageContaining("another message");
        assertThat(applied).hasValue(1);
    }

    @Test
    void aCommandOlderThanWhatIsRememberedIsRefused() {
        assertThatThrownBy(() ->
                        receive(record(Envelope.command(command, Instant.now().minus(RETENTION)))))
                .isInstanceOf(RefusedMessageException.class)
                .hasMessageContaining("too old");
    }

    @Test
    void aMessageFromTheFutureIsRefused() {
        assertThatThrownBy(() ->
                        receive(record(Envelope.command(command, Instant.now().plusSeconds(7200)))))
                .isInstanceOf(RefusedMessageException.class)
                .hasMessageContaining("future");
    }

    @Test
    void whatIsSentWhileAMessageIsAppliedIsInItsTrace() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String id = Envelope.startId(command.operationId());
        var traced = new Envelope<>(id, Instant.now(), 0, Optional.of(trace), command);
        AtomicReference<Optional<String>> within = new AtomicReference<>(Optional.empty());

        receiver.receive(record(traced), ImageCommand.class, (_, _) -> within.set(TraceContext.current()));

        assertThat(within.get()).contains(trace);
        assertThat(TraceContext.current()).isEmpty();
    }

    @Test
    void countsWhatCameBefore() {
        var meters = new SimpleMeterRegistry();
        Metrics.addRegistry(meters);
        try {
            var record = record(Envelope.command(command, Instant.now()));
            receive(record);
            receive(record);
            receive(record);

            assertThat(meters.get("toygres.inbox.duplicates").counter().count()).isEqualTo(2);
        } finally {
            Metrics.removeRegistry(meters);
        }
    }

    private void receive(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, ImageCommand.class, (_, _) -> applied.incrementAndGet());
    }

    private ConsumerRecord<String, byte[]> record(Envelope<DeleteImage> envelope) {
        return Fixtures.received(codec.encode(envelope));
    }
}
