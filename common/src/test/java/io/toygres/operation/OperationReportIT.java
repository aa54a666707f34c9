package io.toygres.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.ErrorCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the engine tells a follower that missed an event, or lost what it knew. */
class OperationReportIT extends WithDatabase {

    private static Outcome<Trip> end(String how, Trip state, Step<Trip> usual, Attempt attempt) throws Exception {
        return switch (how) {
            case "done" -> usual.run(state, attempt);
            case "failed" -> Outcome.fail(ErrorCode.JOB_FAILED, "No.");
            default -> Outcome.waitFor(state, Duration.ofHours(1), "Waiting for nothing.");
        };
    }

    @ParameterizedTest
    @CsvSource({"done, deleted", "failed, failed JOB_FAILED", "cancelled, failed CANCELLED"})
    void tellsALostEndAgainUnderItsNumber(String how, String told) throws Exception {
        var operation = new TripOperation().detour("three", (attempt, usual, state) -> end(how, state, usual, attempt));
        try (Replica replica = replica(operation)) {
            Trip trip = replica.start(operation);
            if (how.equals("cancelled")) {
                Records.await(() -> records.row(trip).get("wait_reason") != null);
                replica.cancel(trip);
            }
            records.awaitEnd(trip);
            String lost = records.eventIds(trip).getLast();
            loseEvents();

            replica.report(trip, 1);

            assertThat(records.events(trip)).containsExactly(told);
            assertThat(records.eventIds(trip)).containsExactly(lost);
        }
    }

    @Test
    void tellsAgainWhereAnOperationStandsThatHasNothingNewToSay() throws Exception {
        var operation = waiting();
        try (Replica replica = replica(operation)) {
            Trip trip = waitingTrip(replica, operation);
            loseEvents();

            replica.report(trip, 0);

            assertThat(records.events(trip)).containsExactly("progressed two: Waiting for nothing.");
            assertThat(records.eventIds(trip)).containsExactly(trip.operationId() + "/3");
        }
    }

    @Test
    void doesNotFillTheOutboxWithCopies() throws Exception {
        var operation = waiting();
        try (Replica replica = replica(operation)) {
            Trip trip = waitingTrip(replica, operation);
            loseEvents();

            replica.report(trip, 0);
            replica.report(trip, 0);

            assertThat(records.events(trip)).hasSize(1);
        }
    }

    @Test
    void goesOnBeyondWhatAFollowerHeardBeforeThisRowWasRestored() throws Exception {
        var operation = new TripOperation();
        try (Replica replica = replica(operation)) {
            Trip trip = replica.start(operation);
            records.awaitEnd(trip);
            loseEvents();

            replica.report(trip, 4);
            replica.report(trip, 9);

            assertThat(records.eventIds(trip)).containsExactly(trip.operationId() + "/5", trip.operationId() + "/10");
            assertThat(records.events(trip)).containsExactly("deleted", "deleted");
        }
    }

    @Test
    void tellsThatAnOperationIsLostWhichItMustHaveKnown() {
        var operation = new TripOperation();
        try (Replica replica = new Replica(database.service(), TestSettings.quick(), operation)) {
            Trip trip = Trip.begin();

            replica.report(trip, 3);

            assertThat(records.events(trip)).containsExactly("failed OPERATION_LOST");
            assertThat(records.eventIds(trip)).containsExactly(trip.operationId() + "/4");
            database.service().useTransaction(tx -> assertThat(replica.receiveStart(tx, operation, trip))
                    .isFalse());
        }
    }

    @Test
    void waitsForACommandThatHasNotComeYet() {
        var operation = new TripOperation();
        try (Replica replica = new Replica(database.service(), TestSettings.quick(), operation)) {
            Trip trip = Trip.begin();

            replica.report(trip, 0);

            assertThat(records.events(trip)).isEmpty();
            database.service().useTransaction(tx -> assertThat(replica.receiveStart(tx, operation, trip))
                    .isTrue());
        }
    }

    @Test
    void saysAnewHowAnOperationOfAnEarlierReleaseFailed() throws Exception {
        var operation = new TripOperation().detour("three", (_, _, _) -> Outcome.fail(ErrorCode.JOB_FAILED, "No."));
        try (Replica replica = replica(operation)) {
            Trip trip = replica.start(operation);
            records.awaitEnd(trip);
            List<String> ids = records.eventIds(trip);
            loseEvents();
            database.observer().run("UPDATE operation SET last_event = NULL, last_event_at = NULL");

            replica.report(trip, 1);

            assertThat(records.events(trip)).containsExactly("failed JOB_FAILED");
            assertThat(records.eventIds(trip)).containsExactly(ids.getLast());
        }
    }

    /** As a broker does that loses its disk. */
    private static void loseEvents() {
        database.observer().run("TRUNCATE outbox");
    }

    private static TripOperation waiting() {
        return new TripOperation()
                .detour("two", (_, _, state) -> Outcome.waitFor(state, Duration.ofHours(1), "Waiting for nothing."));
    }

    private static Trip waitingTrip(Replica replica, TripOperation operation) {
        Trip trip = replica.start(operation);
        Records.await(() -> records.row(trip).get("wait_reason") != null);
        return trip;
    }

    private static Replica replica(TripOperation operation) {
        return new Replica(database.service(), TestSettings.quick(), operation).running();
    }
}
