package io.toygres.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations that end before they are done: cancelled or late. */
class OperationEndIT extends WithDatabase {

    /** Long enough for the steps before the one that is to miss it, also on a busy machine. */
    private static final Duration SHORT_DEADLINE = Duration.ofSeconds(3);

    /** With a heartbeat every second, by which a step that hangs is noticed. */
    private static final TestSettings QUICK_HEART =
            TestSettings.quick().withLease(Duration.ofSeconds(3)).withLastLook(Duration.ofSeconds(1));

    @ParameterizedTest
    @ValueSource(strings = {"one", "two", "three"})
    void undoesWhatItDidWhenItIsCancelledInAStep(String place) throws Exception {
        var operation = new TripOperation().detour(place, (attempt, usual, state) -> {
            usual.run(state, attempt);
            return Outcome.waitFor(state, Duration.ofHours(1), "Waiting for nothing.");
        });
        try (Replica replica = replica(operation)) {
            Trip trip = replica.start(operation);
            Records.await(() -> "Waiting for nothing.".equals(records.row(trip).get("wait_reason")));

            assertThat(replica.cancel(trip)).isTrue();

            assertThat(records.awaitEnd(trip)).containsEntry("failure_code", "CANCELLED");
            assertThat(operation.world).isEmpty();
            assertThat(records.events(trip)).last().isEqualTo("failed CANCELLED");
            assertThat(replica.cancel(trip)).isFalse();
        }
    }

    @Test
    void failsAtItsDeadlineWithWhatItWaitedFor() throws Exception {
        var operation = new TripOperation(1, SHORT_DEADLINE)
                .detour("two", (_, _, state) -> Outcome.waitFor(state, Duration.ofHours(1), "The pod is pending."));
        try (Replica replica = replica(operation)) {
            Trip trip = replica.start(operation);

            assertThat(records.awaitEnd(trip))
                    .containsEntry("failure_code", "NOT_READY")
                    .containsEntry("failure_detail", "Step two was not done within 3s. Last: The pod is pending.");
        }
    }

    @Test
    void showsTheKindButNotTheTextOfAnExceptionAtItsDeadline() throws Exception {
        var operation = new TripOperation(1, SHORT_DEADLINE).detour("three", (_, _, _) -> {
            throw new IOException("password=hunter2");
        });
        try (Replica replica = replica(operation)) {
            Trip trip = replica.start(operation);

            assertThat(records.awaitEnd(trip))
                    .containsEntry("failure_code", "JOB_STALLED")
                    .containsEntry(
                            "failure_detail", "Step three was not done within 3s. Last error: a connection failed.");
            assertThat(List.of(
                            records.row(trip).toString(), records.events(trip).toString()))
                    .noneMatch(text -> text.contains("hunter2"));
        }
    }

    @Test
    void breaksOffAStepThatHangsBeyondTheDeadline() throws Exception {
        var operation = new TripOperation(1, SHORT_DEADLINE).detour("two", (_, _, state) -> {
            hang();
            return Outcome.next(state);
        });
        try (Replica replica = new Replica(database.service(), QUICK_HEART, operation).running()) {
            Trip trip = replica.start(operation);

            assertThat(records.awaitEnd(trip))
                    .containsEntry("failure_code", "NOT_READY")
                    .containsEntry("failure_detail", "Step two was not done within 3s. Last error: it was broken off.");
            assertThat(operation.world).isEmpty();
        }
    }

    @Test
    void breaksOffALongStepOfAnOperationThatIsCancelled() throws Exception {
        var begun = new CountDownLatch(1);
        var operation = new TripOperation().detour("two", (attempt, usual, state) -> {
            usual.run(state, attempt);
            begun.countDown();
            hang();
            return Outcome.next(state);
        });
        try (Replica replica = new Replica(database.service(), QUICK_HEART, operation).running()) {
            Trip trip = replica.start(operation);
            begun.await();

            assertThat(replica.cancel(trip)).isTrue();

            assertThat(records.awaitEnd(trip)).containsEntry("failure_code", "CANCELLED");
            assertThat(operation.world).isEmpty();
            assertThat(operation.runs).containsExactly("one", "two", "undo two", "undo one");
        }
    }

    @Test
    void triesAnUndoAgainThatHung() throws Exception {
        var tries = new AtomicInteger();
        var operation = new TripOperation(1, SHORT_DEADLINE)
                .detour("two", (_, _, _) -> Outcome.fail(ErrorCode.JOB_FAILED, "No."))
                .undoDetour("one", (_, _) -> {
                    if (tries.incrementAndGet() == 1) {
                        hang();
                    }
                    return UndoOutcome.done();
                });
        try (Replica replica = new Replica(database.service(), QUICK_HEART, operation).running()) {
            Trip trip = replica.start(operation);

            assertThat(records.awaitEnd(trip)).containsEntry("failure_code", "JOB_FAILED");
            assertThat(tries).hasValue(2);
        }
    }

    @Test
    void cancelsAnOperationWhoseStartIsCommittedAtThatMoment() throws Exception {
        var operation = new TripOperation();
        Trip trip = Trip.begin();
        try (Replica replica = new Replica(database.service(), TestSettings.quick(), operation)) {
            Thread cancel = database.service().inTransaction(start -> {
                replica.receiveStart(start, operation, trip);
                Thread receiving = Thread.ofVirtual().start(() -> replica.receiveCancel(trip));
                Records.await(database::isSomebodyWaiting);
                return receiving;
            });
            cancel.join();

            assertThat(records.row(trip).get("cancel_requested_at")).isNotNull();
        }
    }

    @Test
    void endsAnOperationWhoseFailureOnlyALaterReleaseKnows() throws Exception {
        var operation = new TripOperation()
                .detour(
                        "three",
                        (_, _, state) -> Outcome.waitFor(state, Duration.ofHours(1), "Until the other release acts."));
        try (Replica replica = new Replica(database.service(), TestSettings.quick(), operation).running()) {
            Trip trip = replica.start(operation);
            Records.await(() -> "three".equals(records.row(trip).get("step"))
                    && records.row(trip).get("wait_reason") != null);
            database.observer().run("""
                    UPDATE operation SET status = 'undoing', due_at = now(),
                        failure_code = 'CODE_OF_A_LATER_RELEASE', failure_detail = 'It says why.'
                    """);
            Trip other = replica.start(operation);
            replica.cancel(other);

            assertThat(records.awaitEnd(trip)).containsEntry("failure_detail", "It says why.");
            assertThat(records.awaitEnd(other)).containsEntry("failure_code", "CANCELLED");
        }
    }

    /** Until it is interrupted. */
    private static void hang() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private static Replica replica(TripOperation operation) {
        return new Replica(database.service(), TestSettings.quick(), operation).running();
    }
}
