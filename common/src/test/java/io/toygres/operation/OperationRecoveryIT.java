package io.toygres.operation;

import static io.toygres.operation.TripOperation.PLACES;
import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.operation.TripOperation.Detour;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What dies, and how operations get past it. */
class OperationRecoveryIT extends WithDatabase {

    /** For tests in which one has to run out. */
    private static final TestSettings SHORT_LEASE = TestSettings.quick().withLease(Duration.ofSeconds(1));

    @ParameterizedTest
    @ValueSource(strings = {"one", "two", "three"})
    void survivesDeathBetweenActAndCommit(String place) throws Exception {
        finishesWholeDespite(place, (attempt, usual, state) -> {
            Outcome<Trip> outcome = usual.run(state, attempt);
            if (attempt.number() == 1) {
                die(state);
            }
            return outcome;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "two", "three"})
    void survivesDeathBetweenTwoSteps(String place) throws Exception {
        finishesWholeDespite(place, (attempt, usual, state) -> {
            if (attempt.number() == 1) {
                die(state);
                throw new IllegalStateException("dead");
            }
            return usual.run(state, attempt);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "two", "three"})
    void survivesTheLossOfEveryConnectionBeforeItsCommit(String place) throws Exception {
        finishesWholeDespite(place, (attempt, usual, state) -> {
            if (attempt.number() == 1) {
                database.cutConnections();
            }
            return usual.run(state, attempt);
        });
    }

    /** Keeps an attempt from its commit as the death of its process does: what it made of the row is lost, and its lease runs out. */
    private static void die(Trip trip) {
        database.observer()
                .run(
                        "UPDATE operation SET fencing_token = fencing_token + 1 WHERE id = ?",
                        trip.operationId().value());
    }

    private static void finishesWholeDespite(String place, Detour mishap) throws Exception {
        var operation = new TripOperation().detour(place, mishap);
        try (Replica replica = new Replica(database.service(), SHORT_LEASE, operation).running()) {
            Trip trip = replica.start(operation);

            assertThat(records.awaitEnd(trip)).containsEntry("status", "done");
            assertThat(operation.world).hasSize(3);
            assertThat(records.events(trip))
                    .containsExactly(
                            "progressed one: One", "progressed two: Two", "progressed three: Three", "deleted");
        }
    }

    @Test
    void discardsTheOutcomeOfALostLeaseAndInterruptsItsStep() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new AtomicBoolean();
        var operation = new TripOperation().detour("two", (attempt, usual, state) -> {
            if (attempt.number() > 1) {
                return usual.run(state, attempt);
            }
            begun.countDown();
            try {
                Thread.sleep(Records.PATIENCE);
            } catch (InterruptedException _) {
                interrupted.set(true);
            }
            return Outcome.waitFor(state.visit("nowhere"), Duration.ofHours(1), "This must not be written.");
        });
        try (Replica replica = new Replica(database.service(), SHORT_LEASE, operation).running()) {
            Trip trip = replica.start(operation);
            begun.await();

            database.observer()
                    .run("UPDATE operation SET leased = false, due_at = now(), fencing_token = fencing_token + 1");
            replica.wake(trip);

            assertThat(records.awaitEnd(trip)).containsEntry("status", "done");
            Records.await(interrupted::get);
            assertThat(records.row(trip).get("state")).asString().doesNotContain("nowhere");
            assertThat(records.events(trip)).hasSize(4);
        }
    }

    @Test
    void extendsTheLeaseOfAStepThatRunsOn() throws Exception {
        // A heartbeat every 5 s, and 10 s by which a busy machine may miss it.
        var settings = TestSettings.quick().withLease(Duration.ofSeconds(15));
        var operation = new TripOperation().detour("two", (attempt, usual, state) -> {
            String leasedUntil = leasedUntil(state);
            Records.await(() -> !leasedUntil.equals(leasedUntil(state)));
            return usual.run(state, attempt);
        });
        try (Replica one = new Replica(database.service(), settings, operation).running();
                Replica _ = new Replica(database.service(), settings, operation).running()) {
            Trip trip = one.start(operation);
            records.awaitEnd(trip);

            assertThat(operation.runs).containsExactlyElementsOf(PLACES);
        }
    }

    @Test
    void goesOnWithAStepWhoseLeaseRanOutWhenNobodyElseTookIt() throws Exception {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var operation = new TripOperation().detour("two", (attempt, usual, state) -> {
            begun.countDown();
            end.await();
            return usual.run(state, attempt);
        });
        try (Replica replica = new Replica(database.service(), TestSettings.quick(), operation).running()) {
            Trip trip = replica.start(operation);
            begun.await();
            database.observer().run("UPDATE operation SET due_at = now()");
            Trip later = replica.start(operation);
            Records.await(() -> "two".equals(records.row(later).get("step")));
            end.countDown();

            assertThat(records.awaitEnd(later)).containsEntry("status", "done");
            assertThat(records.awaitEnd(trip)).containsEntry("status", "done").containsEntry("fencing_token", 3L);
            assertThat(operation.overlaps).hasValue(0);
        }
    }

    @Test
    void runsAStepOnceMoreWhenItIsWokenInTheMiddle() throws Exception {
        var begun = new CountDownLatch(1);
        var woken = new CountDownLatch(1);
        var operation = new TripOperation().detour("two", (attempt, usual, state) -> {
            if (attempt.number() > 1) {
                return usual.run(state, attempt);
            }
            begun.countDown();
            woken.await();
            return Outcome.waitFor(state, Duration.ofHours(1), "Nothing yet.");
        });
        try (Replica replica = new Replica(database.service(), TestSettings.quick(), operation).running()) {
            Trip trip = replica.start(operation);
            begun.await();
            replica.wake(trip);
            Records.await(() -> Boolean.TRUE.equals(records.row(trip).get("woken")));
            woken.countDown();

            assertThat(records.awaitEnd(trip)).containsEntry("status", "done");
            assertThat(operation.runs).containsExactly("one", "two", "two", "three");
            assertThat(operation.overlaps).hasValue(0);
        }
    }

    @Test
    void isWokenByAnotherReplica() throws Exception {
        var operation = new TripOperation()
                .detour(
                        "two",
                        (attempt, usual, state) -> attempt.number() == 1
                                ? Outcome.waitFor(state, Duration.ofHours(1), "Until woken.")
                                : usual.run(state, attempt));
        var patient = TestSettings.quick().withPoll(Duration.ofHours(1));
        try (Replica runs = new Replica(database.service(), patient, operation).running();
                Replica watches = new Replica(database.service(), patient)) {
            Trip trip = runs.start(operation);
            Records.await(() -> "Until woken.".equals(records.row(trip).get("wait_reason")));
            watches.wake(trip);

            assertThat(records.awaitEnd(trip)).containsEntry("status", "done");
        }
    }

    /** Whose own look comes an hour later. */
    @Test
    void takesAtOnceWhatAnotherReplicaStarts() {
        var operation = new TripOperation();
        var patient = TestSettings.quick().withPoll(Duration.ofHours(1));
        try (Replica runs = new Replica(database.service(), patient, operation).running();
                Replica receives = new Replica(database.service(), patient, operation)) {
            records.awaitEnd(runs.start(operation));

            Trip trip = receives.start(operation);

            assertThat(records.awaitEnd(trip)).containsEntry("status", "done");
        }
    }

    @Test
    void leavesAnOperationOfALaterReleaseToAReplicaThatKnowsIt() throws Exception {
        var old = new TripOperation();
        var later = new TripOperation(2, Duration.ofMinutes(1));
        try (Replica upgraded = new Replica(database.service(), TestSettings.quick(), old, later);
                Replica behind = new Replica(database.service(), TestSettings.quick(), old).running()) {
            Trip ofLaterRelease = upgraded.start(later);
            Trip known = behind.start(old);
            records.awaitEnd(known);

            Map<String, Object> row = records.row(ofLaterRelease);
            assertThat(row).containsEntry("attempt", 0).containsEntry("fencing_token", 0L);
            upgraded.running();
            assertThat(records.awaitEnd(ofLaterRelease)).containsEntry("status", "done");
            assertThat(old.runs).containsExactlyElementsOf(PLACES);
        }
    }

    @Test
    void givesABrokenOffStepBackWhenItStops() throws Exception {
        var begun = new CountDownLatch(1);
        var operation = new TripOperation().detour("two", (attempt, usual, state) -> {
            if (attempt.number() == 1) {
                begun.countDown();
                Thread.sleep(Records.PATIENCE);
            }
            return usual.run(state, attempt);
        });
        var leaseOfAnHour =
                TestSettings.quick().withLease(Duration.ofHours(1)).withShutdownGrace(Duration.ofMillis(100));
        Replica stopping = new Replica(database.service(), leaseOfAnHour, operation).running();
        Trip trip = stopping.start(operation);
        begun.await();
        stopping.close();

        try (Replica _ = new Replica(database.service(), leaseOfAnHour, operation).running()) {
            assertThat(records.awaitEnd(trip)).containsEntry("status", "done");
            assertThat(records.events(trip)).hasSize(4);
            assertThat(List.copyOf(operation.runs)).containsExactly("one", "two", "two", "three");
        }
    }

    private static String leasedUntil(Trip trip) {
        return String.valueOf(records.row(trip).get("due_at"));
    }
}
