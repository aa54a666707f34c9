package io.toygres.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a person or the engine gives up: an undo that does not end, a call that does not return. */
class OperationAbandonIT extends WithDatabase {

    /** With a heartbeat every second; a run may take one, and so may its end. */
    private static final TestSettings SHORT_RUN = TestSettings.quick()
            .withConcurrency(1)
            .withLease(Duration.ofSeconds(3))
            .withLastLook(Duration.ofSeconds(1))
            .withLongestRun(Duration.ofSeconds(1))
            .withBreakOffGrace(Duration.ofSeconds(1));

    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void anAbandonedUndoEndsAndNamesWhatItLeavesBehind() throws Exception {
        var operation =
                failing().undoDetour("two", (_, _) -> UndoOutcome.waitFor(Duration.ofHours(1), "The node is lost."));
        try (Replica replica = replica(TestSettings.quick(), operation)) {
            Trip trip = replica.start(operation);
            Records.await(() -> "The node is lost.".equals(records.row(trip).get("wait_reason")));
            assertThat(replica.cancel(trip)).isFalse();

            assertThat(replica.abandon(trip)).isTrue();

            assertThat(records.awaitEnd(trip))
                    .containsEntry("failure_code", "JOB_FAILED")
                    .containsEntry("failure_detail", "No. Left behind by two: The node is lost.");
            assertThat(operation.world).containsExactly(trip.operationId() + "/two");
            assertThat(records.events(trip))
                    .contains("progressed two: Left behind by two: The node is lost.")
                    .endsWith("failed JOB_FAILED");
            assertThat(replica.abandon(trip)).isFalse();
        }
    }

    @Test
    void anAbandonedUndoThatOnlyFailsEndsToo() throws Exception {
        var operation = failing().undoDetour("two", (_, _) -> {
            throw new IOException("password=hunter2");
        });
        try (Replica replica = replica(TestSettings.quick(), operation)) {
            Trip trip = replica.start(operation);
            Records.await(() -> records.row(trip).get("last_error") != null);

            replica.abandon(trip);

            assertThat(records.awaitEnd(trip))
                    .containsEntry("failure_detail", "No. Left behind by two: a connection failed.");
        }
    }

    @Test
    void anAbandonedUndoThatHangsIsBrokenOff() throws Exception {
        var begun = new CountDownLatch(1);
        var operation = failing().undoDetour("two", (_, _) -> {
            begun.countDown();
            end.await();
            return UndoOutcome.done();
        });
        var quickHeart = TestSettings.quick().withLease(Duration.ofSeconds(3));
        try (Replica replica = replica(quickHeart, operation)) {
            Trip trip = replica.start(operation);
            begun.await();

            replica.abandon(trip);

            assertThat(records.awaitEnd(trip))
                    .containsEntry("failure_detail", "No. Left behind by two: it was broken off.");
        }
    }

    @Test
    void oneThatIsAbandonedWhileItRunsIsCancelledAndUndoneAsFarAsThatGoesAtOnce() throws Exception {
        var operation = new TripOperation()
                .detour("two", (attempt, usual, state) -> {
                    usual.run(state, attempt);
                    return Outcome.waitFor(state, Duration.ofHours(1), "Waiting for nothing.");
                })
                .undoDetour("two", (_, _) -> UndoOutcome.waitFor(Duration.ofHours(1), "The node is lost."));
        try (Replica replica = replica(TestSettings.quick(), operation)) {
            Trip trip = replica.start(operation);
            Records.await(() -> "Waiting for nothing.".equals(records.row(trip).get("wait_reason")));

            replica.abandon(trip);

            assertThat(records.awaitEnd(trip))
                    .containsEntry("failure_code", "CANCELLED")
                    .containsEntry("failure_detail", "Cancelled on request. Left behind by two: The node is lost.");
            assertThat(operation.world).containsExactly(trip.operationId() + "/two");
        }
    }

    @Test
    void aStepThatNeverReturnsIsGivenUpAndTriedAgainThoughItHeldTheOnlySlot() throws Exception {
        var operation = new TripOperation().detour("two", (attempt, usual, state) -> {
            if (attempt.number() == 1) {
                hang();
                return Outcome.waitFor(state.visit("nowhere"), Duration.ofHours(1), "This must not be written.");
            }
            return usual.run(state, attempt);
        });
        try (Replica replica = replica(SHORT_RUN, operation)) {
            Trip trip = replica.start(operation);

            assertThat(records.awaitEnd(trip)).containsEntry("status", "done");
            assertThat(records.events(trip))
                    .contains("progressed two: The step took too long, did not end when it was broken off and is"
                            + " tried again.");
            assertThat(replica.lostThreads()).isOne();
            end.countDown();
            Records.await(() -> replica.lostThreads() == 0);
            assertThat(records.row(trip).get("state")).asString().doesNotContain("nowhere");
        }
    }

    @Test
    void anUndoThatNeverReturnsIsGivenUpAndTriedAgain() throws Exception {
        var first = new CountDownLatch(1);
        var operation = failing().undoDetour("two", (_, _) -> {
            if (first.getCount() > 0) {
                first.countDown();
                hang();
            }
            return UndoOutcome.done();
        });
        try (Replica replica = replica(SHORT_RUN, operation)) {
            Trip trip = replica.start(operation);

            assertThat(records.awaitEnd(trip)).containsEntry("failure_code", "JOB_FAILED");
            assertThat(records.events(trip))
                    .contains("progressed two: Undoing it took too long, did not end when it was broken off and is"
                            + " tried again.");
            end.countDown();
        }
    }

    @Test
    void aStepThatCanBeBrokenOffIsTriedAgainBeforeItsPhaseIsOver() throws Exception {
        var operation = new TripOperation().detour("two", (attempt, usual, state) -> {
            if (attempt.number() == 1) {
                end.await();
            }
            return usual.run(state, attempt);
        });
        try (Replica replica = replica(SHORT_RUN, operation)) {
            Trip trip = replica.start(operation);

            assertThat(records.awaitEnd(trip)).containsEntry("status", "done");
            assertThat(records.events(trip))
                    .contains("progressed two: The step took too long, was broken off and is tried again.");
            assertThat(replica.lostThreads()).isZero();
        }
    }

    @Test
    void aReplicaThatStopsHandsOnWhatDoesNotEndWhenItIsBrokenOff() throws Exception {
        var begun = new CountDownLatch(1);
        var operation = new TripOperation().detour("two", (attempt, usual, state) -> {
            if (attempt.number() == 1) {
                begun.countDown();
                hang();
            }
            return usual.run(state, attempt);
        });
        var leaseOfAnHour =
                TestSettings.quick().withLease(Duration.ofHours(1)).withShutdownGrace(Duration.ofMillis(100));
        Replica stopping = replica(leaseOfAnHour, operation);
        Trip trip = stopping.start(operation);
        begun.await();
        stopping.close();

        try (Replica _ = replica(leaseOfAnHour, operation)) {
            assertThat(records.awaitEnd(trip)).containsEntry("status", "done");
        }
        end.countDown();
    }

    /** Whatever interrupts it. */
    private void hang() {
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException _) {
                // As a call does that takes no notice of it.
            }
        }
    }

    private static TripOperation failing() {
        return new TripOperation().detour("three", (_, _, _) -> Outcome.fail(ErrorCode.JOB_FAILED, "No."));
    }

    private static Replica replica(TestSettings settings, TripOperation operation) {
        return new Replica(database.service(), settings, operation).running();
    }
}
