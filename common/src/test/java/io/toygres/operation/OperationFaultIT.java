package io.toygres.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.TransientException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no step foresees: errors of the virtual machine, rows that this release can't read, outcomes that can't be written. */
class OperationFaultIT extends WithDatabase {

    private static final Duration SHORT_DEADLINE = Duration.ofSeconds(3);

    /** What this release can't read is looked at soon, and waits long for another. */
    private static final TestSettings PATIENT = TestSettings.quick().withLastLook(Duration.ofMillis(300));

    private static final TestSettings IMPATIENT = PATIENT.withUnreadablePatience(Duration.ofMillis(500));

    private static final String WAITS = "progressed two: It waits for a replica that can go on with it: ";

    static Stream<Supplier<Error>> errors() {
        return Stream.of(
                StackOverflowError::new,
                () -> new OutOfMemoryError("a test"),
                () -> new NoClassDefFoundError("a test"),
                () -> new ExceptionInInitializerError("a test"),
                () -> new AssertionError("password=hunter2"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorIsRetriedAndEndsAsAnInternalErrorAtTheDeadline(Supplier<Error> error) throws Exception {
        var operation = new TripOperation(1, SHORT_DEADLINE).detour("two", (_, _, _) -> {
            throw error.get();
        });
        try (Replica replica = replica(TestSettings.quick(), operation)) {
            Trip trip = replica.start(operation);

            assertThat(records.awaitEnd(trip)).containsEntry("failure_code", "INTERNAL_ERROR");
            assertThat(operation.runs).filteredOn("two"::equals).hasSizeGreaterThan(1);
            assertThat(operation.world).isEmpty();
            assertThat(records.events(trip))
                    .anyMatch(event -> event.startsWith("progressed two: The step failed 3 times in a row"))
                    .noneMatch(event -> event.contains("Error:") || event.contains("hunter2"))
                    .last()
                    .isEqualTo("failed INTERNAL_ERROR");
        }
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anOperationThatOnlyThrowsErrorsCanBeCancelled(Supplier<Error> error) throws Exception {
        var operation = new TripOperation().detour("two", (_, _, _) -> {
            throw error.get();
        });
        try (Replica replica = replica(TestSettings.quick(), operation)) {
            Trip trip = replica.start(operation);
            Records.await(() -> records.row(trip).get("last_error") != null);

            replica.cancel(trip);

            assertThat(records.awaitEnd(trip)).containsEntry("failure_code", "CANCELLED");
            assertThat(operation.world).isEmpty();
        }
    }

    @Test
    void anErrorThatPassesDoesNoHarm() throws Exception {
        var operation = new TripOperation().detour("two", (attempt, usual, state) -> {
            if (attempt.number() == 1) {
                throw new StackOverflowError();
            }
            return usual.run(state, attempt);
        });
        try (Replica replica = replica(TestSettings.quick(), operation)) {
            assertThat(records.awaitEnd(replica.start(operation))).containsEntry("status", "done");
        }
    }

    @Test
    void aFailureThatMayPassIsToldAndEndsAsWhatItWasAtTheDeadline() throws Exception {
        var operation = new TripOperation(1, SHORT_DEADLINE).detour("two", (_, _, _) -> {
            throw new TransientException(ErrorCode.CLUSTER_REFUSED, "Job one: no right.", new IOException("hunter2"));
        });
        try (Replica replica = replica(TestSettings.quick(), operation)) {
            Trip trip = replica.start(operation);

            assertThat(records.awaitEnd(trip))
                    .containsEntry("failure_code", "CLUSTER_REFUSED")
                    .containsEntry("failure_detail", "Step two was not done within 3s. Last error: Job one: no right.");
            assertThat(operation.world).isEmpty();
            assertThat(records.events(trip))
                    .contains(
                            "progressed two: The step failed 3 times in a row (Job one: no right) and is tried again.");
        }
    }

    @Test
    void aWaitThatKnowsWhatItWouldMeanEndsAsThatAtTheDeadline() throws Exception {
        var operation = new TripOperation(1, SHORT_DEADLINE)
                .detour(
                        "two",
                        (_, _, state) -> Outcome.waitFor(
                                state, Duration.ofMillis(50), "No node.", Optional.of(ErrorCode.UNSCHEDULABLE)));
        try (Replica replica = replica(TestSettings.quick(), operation)) {
            assertThat(records.awaitEnd(replica.start(operation)))
                    .containsEntry("failure_code", "UNSCHEDULABLE")
                    .containsEntry("failure_detail", "Step two was not done within 3s. Last: No node.");
        }
    }

    @Test
    void anOutcomeThatCanNotBeWrittenEndsAtTheDeadline() throws Exception {
        var operation = new TripOperation(1, SHORT_DEADLINE)
                .detour("two", (_, _, state) -> Outcome.next(state.visit("PostgreSQL's JSON takes no \0")));
        try (Replica replica = replica(TestSettings.quick(), operation)) {
            Trip trip = replica.start(operation);

            assertThat(records.awaitEnd(trip)).containsEntry("failure_code", "NOT_READY");
            assertThat(operation.world).isEmpty();
        }
    }

    @Test
    void aStateThatNobodyCanReadEndsAsAnInternalErrorThatSaysWhatMayBeLeft() throws Exception {
        endsUnread("state = '{\"of\": \"another release\"}'", "its state can not be read by this release");
    }

    @Test
    void aStepThatNobodyKnowsEndsAsAnInternalErrorThatSaysWhatMayBeLeft() throws Exception {
        endsUnread("type = type, attempt = 0, step = 'two', version = 7", "its plan is unknown to this release");
    }

    private static void endsUnread(String change, String reason) throws Exception {
        var operation = waiting();
        try (Replica replica = replica(IMPATIENT, operation)) {
            Trip trip = waitingTrip(replica, operation);
            change(trip, change);
            replica.wake(trip);

            assertThat(records.awaitEnd(trip))
                    .containsEntry("failure_code", "INTERNAL_ERROR")
                    .containsEntry(
                            "failure_detail",
                            "Nobody could go on with it. It was not undone (" + reason
                                    + "): what it made may be left behind.");
            assertThat(records.events(trip)).contains(WAITS + reason + ".").endsWith("failed INTERNAL_ERROR");
        }
    }

    @Test
    void aStepOfAnotherReleaseEndsAsAnInternalError() throws Exception {
        var operation = waiting();
        try (Replica replica = replica(IMPATIENT, operation)) {
            Trip trip = waitingTrip(replica, operation);
            change(trip, "step = 'four'");
            replica.wake(trip);

            assertThat(records.awaitEnd(trip)).containsEntry("failure_code", "INTERNAL_ERROR");
            assertThat(records.events(trip))
                    .contains("progressed four: It waits for a replica that can go on with it: its step is unknown to"
                            + " this release.")
                    .endsWith("failed INTERNAL_ERROR");
        }
    }

    @Test
    void whatNobodyCanReadCanBeCancelledAtOnce() throws Exception {
        var operation = waiting();
        try (Replica replica = replica(PATIENT, operation)) {
            List<String> changes = List.of("state = '{}'", "version = 7", "step = 'four'");
            for (String change : changes) {
                Trip trip = waitingTrip(replica, operation);
                change(trip, change);
                replica.cancel(trip);

                assertThat(records.awaitEnd(trip)).containsEntry("failure_code", "CANCELLED");
                assertThat(records.events(trip)).endsWith("failed CANCELLED");
            }
        }
    }

    @Test
    void anUndoWhoseStateNobodyCanReadEndsWithTheFailureThatBeganIt() throws Exception {
        var operation = waiting();
        try (Replica replica = replica(IMPATIENT, operation)) {
            Trip trip = waitingTrip(replica, operation);
            change(
                    trip,
                    "state = '{}', status = 'undoing', failure_code = 'JOB_FAILED', failure_detail = 'It failed.'");
            replica.wake(trip);

            assertThat(records.awaitEnd(trip))
                    .containsEntry("failure_code", "JOB_FAILED")
                    .containsEntry(
                            "failure_detail",
                            "It failed. It was not undone (its state can not be read by this release): what it made"
                                    + " may be left behind.");
        }
    }

    @Test
    void isLeftToAReplicaThatCanReadItWhileThatIsAwaited() throws Exception {
        var old = new TripOperation();
        var later = new TripOperation(2, Duration.ofMinutes(5));
        try (Replica _ = replica(PATIENT, old);
                Replica upgraded = new Replica(database.service(), PATIENT, old, later)) {
            Trip trip = upgraded.start(later);
            Records.await(() -> behindHasTold(trip));
            upgraded.running();

            assertThat(records.awaitEnd(trip)).containsEntry("status", "done");
            assertThat(later.runs).containsExactlyElementsOf(TripOperation.PLACES);
        }
    }

    private static boolean behindHasTold(Trip trip) {
        return records.events(trip).stream().anyMatch(event -> event.endsWith("its plan is unknown to this release."));
    }

    private static TripOperation waiting() {
        return new TripOperation()
                .detour("two", (_, _, state) -> Outcome.waitFor(state, Duration.ofHours(1), "Waiting for nothing."));
    }

    private static Trip waitingTrip(Replica replica, TripOperation operation) {
        Trip trip = replica.start(operation);
        Records.await(() -> "Waiting for nothing.".equals(records.row(trip).get("wait_reason")));
        return trip;
    }

    private static void change(Trip trip, String what) {
        database.observer()
                .run(
                        "UPDATE operation SET " + what + " WHERE id = ?",
                        trip.operationId().value());
    }

    private static Replica replica(TestSettings settings, TripOperation operation) {
        return new Replica(database.service(), settings, operation).running();
    }
}
