package io.toygres.api.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.Race;
import io.toygres.api.testing.TestClock;
import io.toygres.contract.Command;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.InstanceEvent.InstanceFailed;
import io.toygres.contract.InstanceEvent.InstanceProgressed;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.Progress;
import io.toygres.database.Database;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class ResenderIT {

    private static final Duration LATE = Duration.ofMinutes(3);

    @Inject
    FakeWorker worker;

    @Inject
    Resender resender;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Test
    void aCommandThatNobodyAnswersIsSentAgainWithItsId() {
        String operation = Api.operation(Api.post("/api/instances", Api.instanceBody(Api.newName())));
        awaitSent(operation);
        resender.resend();
        clock.advance(LATE);

        resender.resend();

        worker.awaitCommands(operation, 2);
        assertThat(worker.commands(operation).stream().distinct()).hasSize(1);
    }

    @Test
    void anAnsweredCommandIsNotSentAgain() {
        OperationId operation = answered().operationId();
        String other = Api.operation(Api.post("/api/instances", Api.instanceBody(Api.newName())));
        awaitSent(other);
        clock.advance(LATE);

        resender.resend();

        worker.awaitCommands(other, 2);
        assertThat(worker.commands(operation.toString())).hasSize(1);
    }

    @Test
    void aCancelIsSentAgainUntilTheOperationHasEnded() {
        InstanceProgressed running = answered();
        OperationId operation = running.operationId();
        Api.accepted(Api.post("/api/operations/" + operation + "/cancel", ""));
        String cancel = operation + "/cancel";
        awaitSent(cancel);
        resender.resend();
        clock.advance(LATE);
        resender.resend();
        worker.awaitCommands(cancel, 2);
        worker.report(
                new InstanceFailed(operation, running.instanceId(), new Failure(ErrorCode.CANCELLED, "Cancelled.")), 2);
        worker.awaitStatus(operation, "cancelled");
        clock.advance(LATE);

        resender.resend();

        worker.command(Api.operation(Api.post("/api/instances", Api.instanceBody(Api.newName()))));
        assertThat(worker.commands(cancel)).hasSize(2);
        assertThat(worker.commands(operation.toString())).hasSize(1);
    }

    @Test
    void aCommandThatNobodyTakesIsOnTheTimelineUntilAWorkerTellsOfIt() {
        Response response = Api.post("/api/instances", Api.instanceBody(Api.newName()));
        InstanceId instance = InstanceId.parse(Api.accepted(response).getString("id"));
        OperationId operation = OperationId.parse(Api.operation(response));
        awaitSent(operation.toString());
        for (int i = 0; i < 2; i++) {
            clock.advance(LATE);
            resender.resend();
        }

        JsonPath waiting = Api.get("/api/operations/" + operation).jsonPath();
        assertThat(waiting.getList("events.message", String.class))
                .singleElement()
                .asString()
                .matches("No worker has taken it for 3[6-9]\\d s; it is asked again\\.");
        assertThat(waiting.getString("progress.message")).startsWith("No worker has taken it");

        worker.report(new InstanceProgressed(operation, instance, Progress.of("volume", "Waiting.")), 1);
        worker.awaitStatus(operation, "running");
        assertThat(Api.get("/api/operations/" + operation).jsonPath().getList("events.step", String.class))
                .containsExactly("accepted", "volume");
    }

    @Test
    void anAbandonedUndoIsCommandedOnceAndAgainUntilTheOperationHasEnded() {
        InstanceProgressed running = answered();
        String abandon = running.operationId() + "/abandon";
        String path = "/api/operations/" + running.operationId() + "/cancel";
        Api.accepted(Api.post(path, ""));
        Api.accepted(Api.post(path + "?abandon=true", ""));
        Api.accepted(Api.post(path + "?abandon=true", ""));
        awaitSent(abandon);
        assertThat(worker.commands(abandon)).hasSize(1);
        clock.advance(LATE);

        resender.resend();

        worker.awaitCommands(abandon, 2);
        assertThat(worker.commands(running.operationId() + "/cancel")).hasSize(1);
    }

    @Test
    void takesNoMoreThanItIsAskedForWhateverThePlan() {
        for (int i = 0; i < 20; i++) {
            Api.accepted(Api.post("/api/instances", Api.instanceBody(Api.newName())));
        }
        Instant later = clock.instant().plus(LATE);
        List<Command> taken = new ArrayList<>();
        assertThatThrownBy(() -> database.useTransaction(tx -> {
                    tx.sql("ANALYZE operations").update();
                    List.of("hashjoin", "mergejoin", "hashagg", "sort", "material")
                            .forEach(way ->
                                    tx.sql("SET LOCAL enable_" + way + " = off").update());
                    taken.addAll(new UnansweredCommands().take(tx, later, later, 3));
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");

        assertThat(taken).hasSize(3);
    }

    @Test
    void twoReplicasSendItAgainOnce() {
        String operation = Api.operation(Api.post("/api/instances", Api.instanceBody(Api.newName())));
        awaitSent(operation);
        clock.advance(LATE);

        Race.of(this::resend, this::resend);

        String later = Api.operation(Api.post("/api/instances", Api.instanceBody(Api.newName())));
        worker.command(later);
        worker.awaitCommands(operation, 2);
        assertThat(worker.commands(operation)).hasSize(2);
    }

    /** The creation of an instance whose worker has sent its first event. */
    private InstanceProgressed answered() {
        Response response = Api.post("/api/instances", Api.instanceBody(Api.newName()));
        InstanceId instance = InstanceId.parse(Api.accepted(response).getString("id"));
        var first = new InstanceProgressed(
                OperationId.parse(Api.operation(response)), instance, Progress.of("volume", "Waiting."));
        worker.report(first, 1);
        worker.awaitStatus(first.operationId(), "running");
        return first;
    }

    /** The relay deletes a row a moment after its message has arrived; until then it is not sent again. */
    private void awaitSent(String operation) {
        worker.command(operation);
        FakeWorker.await(() -> database.withConnection(tx -> tx.sql(
                        "SELECT true AS sent WHERE NOT EXISTS (SELECT FROM outbox WHERE headers ->> 'ce_id' = :id)")
                .bind("id", operation)
                .find(row -> row.flag("sent"))));
    }

    private boolean resend() {
        resender.resend();
        return true;
    }
}
