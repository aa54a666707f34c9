package io.toygres.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.messaging.OutboxRow.Destination;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class OutboxBatchTest {

    /** A broker that does not take the records of some keys. */
    private static final class PickyBroker extends MockProducer<String, byte[]> {
        private final Set<String> fails;
        private final RuntimeException failure;

        PickyBroker(RuntimeException failure, String... fails) {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
            this.fails = Set.of(fails);
            this.failure = failure;
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
            return fails.contains(record.key()) ? CompletableFuture.failedFuture(failure) : super.send(record);
        }
    }

    private final List<OutboxRow> rows =
            List.of(row(1, "a"), row(2, "b"), row(3, "b"), row(4, "a"), row(5, "c"), row(6, "a"));

    @Test
    void sendsTheRowsOfAKeyInOrder() throws Exception {
        var broker = new PickyBroker(new TimeoutException());

        assertThat(new OutboxBatch(broker, rows).send().acknowledged())
                .containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(broker.history().stream()
                        .filter(record -> record.key().equals("a"))
                        .map(record -> new String(record.value(), UTF_8)))
                .containsExactly("1", "4", "6");
    }

    @Test
    void leavesWhatComesAfterARefusedRowOfItsKey() throws Exception {
        var broker = new PickyBroker(new RecordTooLargeException(), "a");

        OutboxBatch.Result result = new OutboxBatch(broker, rows).send();

        assertThat(result.acknowledged()).containsExactlyInAnyOrder(2L, 3L, 5L);
        assertThat(result.refused()).extracting(refusal -> refusal.row().id()).containsExactly(1L);
        assertThat(result.outage()).isEmpty();
    }

    @Test
    void stopsAtTheFirstSignOfAnOutageButKeepsWhatWasAcknowledged() throws Exception {
        var broker = new PickyBroker(new TimeoutException(), "b");

        OutboxBatch.Result result = new OutboxBatch(broker, rows).send();

        assertThat(result.acknowledged()).containsExactly(1L);
        assertThat(result.outage()).isPresent();
    }

    private static OutboxRow row(long id, String key) {
        return new OutboxRow(id, new Destination("topic", key), Map.of(), Long.toString(id));
    }
}
