package io.toygres.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Many operations at once. */
class OperationLoadIT {

    private static final Logger LOG = Logger.getLogger(OperationLoadIT.class);

    private static final int OPERATIONS = 2_000;

    /** Neither two steps of one operation at once, nor one twice, nor an event twice. */
    @Test
    void twoReplicasRunEachOfThousandsOnce() throws Exception {
        var operation = new TripOperation();
        var settings = TestSettings.quick();
        try (var database = new TestDatabase();
                Replica one = new Replica(database.service(), settings, operation);
                Replica two = new Replica(database.service(), settings, operation)) {
            for (int i = 0; i < OPERATIONS; i++) {
                one.start(operation);
            }
            var records = new Records(database.observer());
            Instant begin = Instant.now();
            one.running();
            two.running();
            Records.await(Duration.ofMinutes(8), () -> records.count("finished_at IS NULL") == 0);
            long perSecond =
                    OPERATIONS * 1000L / Duration.between(begin, Instant.now()).toMillis();
            LOG.infof("Two replicas: %d operations of 3 steps a second", perSecond);

            assertThat(records.count("status = 'done'")).isEqualTo(OPERATIONS);
            assertThat(operation.overlaps).hasValue(0);
            assertThat(operation.runs).hasSize(3 * OPERATIONS);
            assertThat(operation.world).hasSize(3 * OPERATIONS);
            long events = 4L * OPERATIONS;
            assertThat(outbox(database, "count(*)")).isEqualTo(events);
            assertThat(outbox(database, "count(DISTINCT headers ->> 'ce_id')")).isEqualTo(events);
        }
    }

    private static long outbox(TestDatabase database, String what) {
        return (long) database.observer().value("SELECT " + what + " FROM outbox");
    }
}
