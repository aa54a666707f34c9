package io.toygres.operation;

import static io.toygres.operation.TripOperation.PLACES;
import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.TerminalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One operation, start to end, on the ways it can take. */
class OperationRunIT extends WithDatabase {

    @Test
    void runsItsStepsInOrderAndTellsEachTransition() throws Exception {
        var operation = new TripOperation();
        try (Replica replica = replica(operation)) {
            Trip trip = replica.start(operation);

            Map<String, Object> row = records.awaitEnd(trip);

            assertThat(row).containsEntry("status", "done");
            assertThat(row.get("state")).asString().contains("[\"one\", \"two\", \"three\"]");
            assertThat(operation.runs).containsExactlyElementsOf(PLACES);
            assertThat(records.events(trip))
                    .containsExactly(
                            "progressed one: One", "progressed two: Two", "progressed three: Three", "deleted");
            assertThat(records.eventIds(trip))
                    .containsExactly(
                            trip.operationId() + "/1",
                            trip.operationId() + "/2",
                            trip.operationId() + "/3",
                            trip.operationId() + "/4");
        }
    }

    @Test
    void startsOnceHoweverOftenItIsAskedTo() throws Exception {
        var operation = new TripOperation();
        try (Replica replica = replica(operation)) {
            Trip trip = replica.start(operation);
            replica.start(operation, trip);
            records.awaitEnd(trip);
            replica.start(operation, trip);

            assertThat(records.count("true")).isOne();
            assertThat(operation.runs).containsExactlyElementsOf(PLACES);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "two", "three"})
    void runsAStepAgainThatThrewAfterItActed(String place) throws Exception {
        var operation = new TripOperation().detour(place, (attempt, usual, state) -> {
            Outcome<Trip> outcome = usual.run(state, attempt);
            if (attempt.number() == 1) {
                throw new IOException("password=hunter2");
            }
            return outcome;
        });
        try (Replica replica = replica(operation)) {
            Trip trip = replica.start(operation);

            assertThat(records.awaitEnd(trip)).containsEntry("status", "done");
            assertThat(operation.runs).filteredOn(place::equals).hasSize(2);
            assertThat(operation.world).hasSize(3);
            assertThat(records.events(trip)).hasSize(4);
        }
    }

    @Test
    void tellsAReasonToWaitOnceAndANewOneAgain() throws Exception {
        var operation = new TripOperation().detour("two", (attempt, usual, state) -> switch (attempt.number()) {
            case 1, 2, 3 -> Outcome.waitFor(state, Duration.ofMillis(1), "Pulling.");
            case 4, 5 -> Outcome.waitFor(state, Duration.ofMillis(1), "Starting.");
            default -> usual.run(state, attempt);
        });
        try (Replica replica = replica(operation)) {
            Trip trip = replica.start(operation);
            records.awaitEnd(trip);

            assertThat(records.events(trip))
                    .containsExactly(
                            "progressed one: One",
                            "progressed two: Two",
                            "progressed two: Pulling.",
                            "progressed two: Starting.",
                            "progressed three: Three",
                            "deleted");
        }
    }

    @Test
    void anOpenCircuitBreakerIsAWaitAndNoFailure() throws Exception {
        var operation = new TripOperation().detour("two", (attempt, usual, state) -> {
            if (attempt.number() == 1) {
                throw new CircuitBreakerOpenException();
            }
            return usual.run(state, attempt);
        });
        try (Replica replica = replica(operation)) {
            Trip trip = replica.start(operation);
            Records.await(() -> records.events(trip).contains("progressed two: " + ReadableAttempt.BREAKER_REASON));
            assertThat(records.row(trip)).containsEntry("failures", 0);
            replica.wake(trip);

            assertThat(records.awaitEnd(trip)).containsEntry("status", "done");
        }
    }

    @Test
    void undoesNewestFirstAndTheFailedStepAsWell() throws Exception {
        var operation = new TripOperation().detour("three", (attempt, usual, state) -> {
            usual.run(state, attempt);
            throw new TerminalException(ErrorCode.WRONG_PASSWORD, "The server refused it.");
        });
        try (Replica replica = replica(operation)) {
            Trip trip = replica.start(operation);

            assertThat(records.awaitEnd(trip))
                    .containsEntry("status", "failed")
                    .containsEntry("failure_code", "WRONG_PASSWORD")
                    .containsEntry("failure_detail", "The server refused it.");
            assertThat(operation.runs).containsExactly("one", "two", "three", "undo three", "undo two", "undo one");
            assertThat(operation.world).isEmpty();
            assertThat(records.events(trip)).last().isEqualTo("failed WRONG_PASSWORD");
        }
    }

    @Test
    void keepsTheFailuresLogWhileItIsUndone() throws Exception {
        var failure = new Failure(ErrorCode.JOB_FAILED, "It ended.").withLogTail("one\ntwo");
        var operation = new TripOperation().detour("two", (_, _, _) -> new Outcome.Fail<>(failure));
        try (Replica replica = replica(operation)) {
            Trip trip = replica.start(operation);

            assertThat(records.awaitEnd(trip)).containsEntry("failure_log", "one\ntwo");
            assertThat(records.events(trip)).last().isEqualTo("failed JOB_FAILED: one\ntwo");
        }
    }

    @Test
    void commitsWhatAContainerSaidWithNulInIt() throws Exception {
        var operation = new TripOperation()
                .detour(
                        "two",
                        (attempt, _, state) -> attempt.number() == 1
                                ? Outcome.waitFor(state, Duration.ofMillis(1), "It says: a\0b")
                                : Outcome.fail(ErrorCode.JOB_FAILED, "It said: a\0b"));
        try (Replica replica = replica(operation)) {
            Trip trip = replica.start(operation);

            assertThat(records.awaitEnd(trip)).containsEntry("failure_detail", "It said: a\uFFFDb");
            assertThat(records.events(trip)).contains("progressed two: It says: a\uFFFDb");
        }
    }

    @Test
    void tellsOnceThatAStepFailsAgainAndAgain() throws Exception {
        var operation = new TripOperation().detour("two", (attempt, usual, state) -> switch (attempt.number()) {
            case 1, 7 -> Outcome.waitFor(state, Duration.ofMillis(1), "Pulling.");
            case 2, 3, 4, 5, 6 -> throw new IOException("password=hunter2");
            default -> usual.run(state, attempt);
        });
        try (Replica replica = replica(operation)) {
            Trip trip = replica.start(operation);
            records.awaitEnd(trip);

            assertThat(records.events(trip))
                    .containsExactly(
                            "progressed one: One",
                            "progressed two: Two",
                            "progressed two: Pulling.",
                            "progressed two: The step failed 3 times in a row (a connection failed) and is tried again.",
                            "progressed two: Pulling.",
                            "progressed three: Three",
                            "deleted");
        }
    }

    @Test
    void tellsThatAnUndoFailsAgainAndAgain() throws Exception {
        var tries = new AtomicInteger();
        var operation = new TripOperation()
                .detour("two", (_, _, _) -> Outcome.fail(ErrorCode.NOT_READY, "No."))
                .undoDetour("one", (_, _) -> {
                    if (tries.incrementAndGet() < 5) {
                        throw new IOException("the cluster is away");
                    }
                    return UndoOutcome.done();
                });
        try (Replica replica = replica(operation)) {
            Trip trip = replica.start(operation);
            records.awaitEnd(trip);

            assertThat(records.events(trip))
                    .containsOnlyOnce(
                            "progressed one: Undoing it failed 3 times in a row (a connection failed) and is tried again.")
                    .endsWith("failed NOT_READY");
        }
    }

    @Test
    void undoesUntilNothingIsLeft() throws Exception {
        var tries = new AtomicInteger();
        var operation = new TripOperation()
                .detour("two", (_, _, _) -> Outcome.fail(ErrorCode.NOT_READY, "No."))
                .undoDetour("one", (_, _) -> switch (tries.incrementAndGet()) {
                    case 1 -> throw new IOException("the cluster is away");
                    case 2 -> throw new TerminalException(ErrorCode.OBJECT_CONFLICT, "No reason to give up either.");
                    case 3, 4 -> UndoOutcome.waitFor(Duration.ofMillis(1), "The volume is being released.");
                    default -> UndoOutcome.done();
                });
        try (Replica replica = replica(operation)) {
            Trip trip = replica.start(operation);

            assertThat(records.awaitEnd(trip)).containsEntry("failure_code", "NOT_READY");
            assertThat(tries).hasValue(5);
            assertThat(records.events(trip))
                    .containsOnlyOnce("progressed one: The volume is being released.")
                    .endsWith("failed NOT_READY");
        }
    }

    private static Replica replica(TripOperation operation) {
        return new Replica(database.service(), TestSettings.quick(), operation).running();
    }
}
