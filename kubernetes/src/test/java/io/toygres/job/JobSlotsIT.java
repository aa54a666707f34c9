package io.toygres.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.OperationId;
import io.toygres.database.TestDatabase;
import io.toygres.job.JobSlots.Place;
import io.toygres.job.QueuedJobSlots.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hundreds of backups asked for at once, on a real database. */
class JobSlotsIT {

    private static final Logger LOG = Logger.getLogger(JobSlotsIT.class);

    private static final String ASKED = """
            INSERT INTO operation (id, type, version, subject, state, step, started_at)
            VALUES (:id, 'backup', 2, :id, jsonb_build_object('source', jsonb_build_object('instance_id', :source::text)),
                    'await-slot', now() - interval '1 hour' + :age * interval '1 second')""";

    private static TestDatabase database;

    private final List<OperationId> woken = new CopyOnWriteArrayList<>();
    private final Map<OperationId, String> sources = new HashMap<>();

    @BeforeAll
    static void begin() {
        database = new TestDatabase();
    }

    @AfterAll
    static void end() {
        database.close();
    }

    @BeforeEach
    void clear() {
        database.clear();
        database.observer().run("DELETE FROM job_slot");
    }

    @Test
    void hundredsAskedForAtOnceAllFinishAndNeverMoreRunThanMay() {
        ask("large", 400);
        for (int i = 0; i < 10; i++) {
            ask("small-" + i, 10);
        }
        QueuedJobSlots slots = slots(8, 2);
        OperationId first = sources.keySet().iterator().next();
        slots.take(first);
        long statements = 0;
        long begin = System.nanoTime();
        List<OperationId> order = new ArrayList<>();
        for (List<OperationId> running = running(); !running.isEmpty(); running = running()) {
            assertThat(running).hasSizeLessThanOrEqualTo(8);
            assertThat(running.stream().filter(id -> source(id).equals("large")))
                    .hasSizeLessThanOrEqualTo(2);
            OperationId done = running.getFirst();
            order.add(done);
            leaveTheQueue(done);
            slots.release(done);
            statements++;
        }
        LOG.infof(
                "%d backups through 8 slots: %.1f ms each",
                order.size(), (System.nanoTime() - begin) / 1e6 / statements);

        assertThat(order).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void nobodyWaitsForAllOfAnotherSource() {
        ask("large", 400);
        ask("late", 1);
        QueuedJobSlots slots = slots(4, 3);

        slots.take(only("late"));

        assertThat(running().stream().map(this::source)).contains("late").hasSize(4);
    }

    @Test
    void tellsThePlaceAndWakesWhoIsNext() {
        ask("a", 1);
        ask("b", 1);
        ask("c", 1);
        QueuedJobSlots slots = slots(1, 1);

        assertThat(slots.take(only("a"))).isEmpty();
        assertThat(slots.take(only("c"))).contains(new Place(2, 1));
        assertThat(slots.take(only("a")))
                .as("a step that runs twice keeps its slot")
                .isEmpty();
        leaveTheQueue(only("a"));
        slots.release(only("a"));

        assertThat(woken).containsExactly(only("b"));
        assertThat(slots.take(only("b"))).isEmpty();
        assertThat(slots.take(only("c"))).contains(new Place(1, 1));
    }

    @Test
    void anOperationThatEndedHoldsNoSlot() {
        ask("a", 1);
        ask("b", 1);
        QueuedJobSlots slots = slots(1, 1);
        slots.take(only("a"));
        update("UPDATE operation SET status = 'done', finished_at = now() WHERE id = :id", only("a"));

        assertThat(slots.take(only("b"))).isEmpty();
    }

    @Test
    void roundsAFarPlace() {
        assertThat(new Place(7, 8).inWords()).isEqualTo("Waiting for a free slot: number 7 in the queue, 8 Jobs run.");
        assertThat(new Place(431, 8).inWords())
                .isEqualTo("Waiting for a free slot: among the first 440 in the queue, 8 Jobs run.");
    }

    private QueuedJobSlots slots(int total, int perSource) {
        var limits = new Limits(total, perSource, Duration.ofDays(1));
        return new QueuedJobSlots(database.service(), woken::add, limits, "backup", "{source,instance_id}");
    }

    private void ask(String source, int operations) {
        database.service().useTransaction(tx -> {
            for (int i = 0; i < operations; i++) {
                OperationId id = OperationId.random();
                tx.sql(ASKED)
                        .bind("id", id.value())
                        .bind("source", source)
                        .bind("age", sources.size())
                        .send();
                sources.put(id, source);
            }
        });
    }

    private String source(OperationId id) {
        return sources.getOrDefault(id, "unknown");
    }

    private OperationId only(String source) {
        return sources.entrySet().stream()
                .filter(entry -> entry.getValue().equals(source))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private List<OperationId> running() {
        return database.service().withConnection(tx -> tx.sql("SELECT operation_id FROM job_slot ORDER BY granted_at")
                .list(row -> new OperationId(row.uuid("operation_id"))));
    }

    /** As the engine does with an operation that has its slot and whose Job has ended. */
    private static void leaveTheQueue(OperationId id) {
        update("UPDATE operation SET step = 'check-listing' WHERE id = :id", id);
    }

    private static void update(String sql, OperationId id) {
        database.service()
                .withConnection(tx -> tx.sql(sql).bind("id", id.value()).update());
    }
}
