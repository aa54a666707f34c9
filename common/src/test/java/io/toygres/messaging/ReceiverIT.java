package io.toygres.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.contract.ImageCommand;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageId;
import io.toygres.contract.OperationId;
import io.toygres.database.TestDatabase;
import io.toygres.testing.LogRecorder;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ReceiverIT {

    private final MessageCodec codec = new MessageCodec("test");
    private final ConsumerRecord<String, byte[]> record = Fixtures.received(
            codec.encode(Envelope.command(new DeleteImage(OperationId.random(), ImageId.random()), Instant.now())));

    @Test
    void aMessageThatCannotBeAppliedIsToldOnceAndAppliedOnce() throws SQLException {
        var tries = new AtomicInteger();
        try (var database = new TestDatabase();
                var log = LogRecorder.of(Receiver.class)) {
            var receiver = new Receiver(codec, new Inbox(), database.jdbi());
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> receiver.receive(record, ImageCommand.class, (_, _) -> {
                            throw new IllegalStateException("a mistake of ours");
                        }))
                        .isInstanceOf(IllegalStateException.class);
            }

            receiver.receive(record, ImageCommand.class, (_, _) -> tries.incrementAndGet());
            receiver.receive(record, ImageCommand.class, (_, _) -> tries.incrementAndGet());

            assertThat(tries).hasValue(1);
            assertThat(log.levels()).containsExactly(Level.WARNING.intValue());
        }
    }
}
