package io.toygres.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.toygres.contract.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationMetersIT extends WithDatabase {

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void measure() {
        Metrics.addRegistry(meters);
    }

    @AfterEach
    void measureNoMore() {
        Metrics.removeRegistry(meters);
    }

    @Test
    void countsHowOperationsEndAndWhatWasTriedAgain() {
        var operation = new TripOperation().detour("two", (attempt, usual, state) -> {
            if (attempt.number() < 3) {
                throw new IllegalStateException("not yet");
            }
            return usual.run(state, attempt);
        });
        try (Replica replica = replica(operation)) {
            records.awaitEnd(replica.start(operation));
            records.awaitEnd(replica.start(operation));
        }
        var failing = new TripOperation().detour("one", (_, _, _) -> Outcome.fail(ErrorCode.JOB_FAILED, "No."));
        try (Replica replica = replica(failing)) {
            records.awaitEnd(replica.start(failing));
        }

        assertThat(ended("done")).isEqualTo(2);
        assertThat(ended("failed")).isEqualTo(1);
        assertThat(ended("cancelled")).isZero();
        assertThat(meters.get("toygres.step.retries")
                        .tag("type", "trip")
                        .counter()
                        .count())
                .isEqualTo(4);
    }

    /** However many operations there are and however they end. */
    @Test
    void noIdAndNoTextBecomesALabel() {
        var operation = new TripOperation();
        try (Replica replica = replica(operation)) {
            records.awaitEnd(replica.start(operation));
            int before = meters.getMeters().size();

            for (int i = 0; i < 20; i++) {
                records.awaitEnd(replica.start(operation));
            }

            assertThat(meters.getMeters()).hasSize(before);
            List<String> labels = meters.getMeters().stream()
                    .filter(meter -> meter.getId().getName().startsWith("toygres.operation"))
                    .flatMap(meter -> meter.getId().getTags().stream())
                    .map(Tag::getValue)
                    .distinct()
                    .toList();
            assertThat(labels).containsExactlyInAnyOrder("trip", "done", "failed", "cancelled");
        }
    }

    @Test
    void theBacklogIsWhatIsDueAndWhatIsNot() throws Exception {
        try (Replica replica = new Replica(database.service(), TestSettings.quick(), new TripOperation())) {
            Trip due = replica.start(new TripOperation());
            replica.start(new TripOperation());
            database.observer().run("UPDATE operation SET due_at = now() + interval '1 hour'");
            database.observer()
                    .run("UPDATE operation SET due_at = now() - interval '90 seconds' WHERE id = '" + due.operationId()
                            + "'");
        }
        var catalogue = new OperationCatalogue(List.of(new TripOperation()), List.of(new TripEvents()), List.of());
        var backlog = new Backlog(database.service(), catalogue);

        backlog.look();

        assertThat(backlog.now().unfinished()).isEqualTo(2);
        assertThat(backlog.now().due()).isEqualTo(1);
        assertThat(backlog.now().oldestSeconds()).isBetween(90L, 900L);
    }

    private long ended(String outcome) {
        return meters.get("toygres.operation.duration")
                .tag("type", "trip")
                .tag("outcome", outcome)
                .timer()
                .count();
    }

    private static Replica replica(TripOperation operation) {
        return new Replica(database.service(), TestSettings.quick(), operation).running();
    }
}
