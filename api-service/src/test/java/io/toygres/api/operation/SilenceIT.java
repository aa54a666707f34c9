package io.toygres.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.contract.Command;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Event;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageCommand.ReportImageOperation;
import io.toygres.contract.ImageEvent.ImageDeleted;
import io.toygres.contract.ImageEvent.ImageFailed;
import io.toygres.contract.ImageEvent.ImageProgressed;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceCommand.ReportInstanceOperation;
import io.toygres.contract.InstanceEvent.InstanceDeleted;
import io.toygres.contract.InstanceEvent.InstanceFailed;
import io.toygres.contract.InstanceEvent.InstanceProgressed;
import io.toygres.contract.InstanceEvent.InstanceRunning;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.Progress;
import io.toygres.database.Database;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** A terminal event that is lost, of each type: the resource comes to its end all the same. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class SilenceIT {

    private static final Failure FAILURE = new Failure(ErrorCode.NOT_READY, "It did not get ready.");

    private static final Progress PROGRESS = Progress.of("one", "One.");

    @Inject
    FakeWorker worker;

    @Inject
    SilenceCheck check;

    @Inject
    Database database;

    @Test
    void aLostInstanceRunningIsAskedFor() {
        Started creation = creation();
        comesToItsEnd(
                creation.operation(),
                new InstanceRunning(creation.operation(), creation.instance(), "db.example.org", 5432, null, null, 1),
                "succeeded");
        assertThat(status("instances", creation.instance())).isEqualTo("running");
    }

    @Test
    void aLostInstanceFailedIsAskedFor() {
        Started creation = creation();
        comesToItsEnd(
                creation.operation(), new InstanceFailed(creation.operation(), creation.instance(), FAILURE), "failed");
        assertThat(status("instances", creation.instance())).isEqualTo("failed");
    }

    @Test
    void aLostInstanceDeletedIsAskedFor() {
        InstanceId instance = worker.runningInstance(Api.newName());
        OperationId deletion = operation(Api.delete("/api/instances/" + instance));
        worker.report(new InstanceProgressed(deletion, instance, PROGRESS), 1);
        worker.awaitStatus(deletion, "running");

        comesToItsEnd(deletion, new InstanceDeleted(deletion, instance), "succeeded");
    }

    @Test
    void aLostImageAvailableIsAskedFor() {
        Backup backup = backup();
        comesToItsEnd(backup.operation(), FakeWorker.available(backup.operation(), backup.image()), "succeeded");
        assertThat(status("images", backup.image())).isEqualTo("available");
    }

    @Test
    void aLostImageFailedIsAskedFor() {
        Backup backup = backup();
        comesToItsEnd(backup.operation(), new ImageFailed(backup.operation(), backup.image(), FAILURE), "failed");
        assertThat(status("images", backup.image())).isEqualTo("failed");
    }

    @Test
    void aLostImageDeletedIsAskedFor() {
        Backup backup = backup();
        worker.report(new ImageFailed(backup.operation(), backup.image(), FAILURE), 2);
        worker.awaitStatus(backup.operation(), "failed");
        OperationId deletion = operation(Api.delete("/api/images/" + backup.image()));
        worker.report(new ImageProgressed(deletion, backup.image(), PROGRESS), 1);
        worker.awaitStatus(deletion, "running");

        comesToItsEnd(deletion, new ImageDeleted(deletion, backup.image()), "succeeded");
    }

    @Test
    void anOperationThatIsTellingIsNotAskedAfterNorTwiceAtOnce() {
        Started telling = creation();
        Started silent = creation();
        beSilent(silent.operation());

        check.ask();
        check.ask();

        worker.awaitCommandsLike(silent.operation() + "/report/", 1);
        assertThat(worker.commandsLike(silent.operation() + "/report/")).hasSize(1);
        assertThat(worker.commandsLike(telling.operation() + "/report/")).isEmpty();
    }

    @Test
    void anOperationThatItsWorkerLostFails() {
        Started creation = creation();
        beSilent(creation.operation());
        check.ask();
        worker.awaitCommandsLike(creation.operation() + "/report/", 1);

        worker.report(
                new InstanceFailed(
                        creation.operation(), creation.instance(), new Failure(ErrorCode.OPERATION_LOST, "Lost.")),
                2);

        worker.awaitStatus(creation.operation(), "failed");
        assertThat(status("instances", creation.instance())).isEqualTo("failed");
    }

    /** The operation was heard of once; its end came to nothing. */
    private void comesToItsEnd(OperationId operation, Event end, String status) {
        beSilent(operation);
        check.ask();
        worker.awaitCommandsLike(operation + "/report/", 1);
        assertThat(worker.commandsLike(operation + "/report/"))
                .singleElement()
                .extracting(SilenceIT::heard)
                .isEqualTo(1L);

        worker.report(end, 5);

        worker.awaitStatus(operation, status);
    }

    private static long heard(Command question) {
        return switch (question) {
            case ReportInstanceOperation report -> report.heard();
            case ReportImageOperation report -> report.heard();
            default -> -1;
        };
    }

    private void beSilent(OperationId operation) {
        database.useConnection(
                tx -> tx.sql("UPDATE operations SET quiet_since = now() - interval '11 minutes' WHERE id = :id")
                        .bind("id", operation.value())
                        .update());
    }

    private record Started(OperationId operation, InstanceId instance) {}

    private record Backup(OperationId operation, ImageId image) {}

    private Started creation() {
        Response response = Api.post("/api/instances", Api.instanceBody(Api.newName()));
        var started = new Started(
                operation(response), InstanceId.parse(Api.accepted(response).getString("id")));
        worker.report(new InstanceProgressed(started.operation(), started.instance(), PROGRESS), 1);
        worker.awaitStatus(started.operation(), "running");
        return started;
    }

    private Backup backup() {
        InstanceId instance = worker.runningInstance(Api.newName());
        Response response = Api.post("/api/images", Api.imageBody(Api.newName(), instance));
        var backup = new Backup(
                operation(response), ImageId.parse(Api.accepted(response).getString("id")));
        worker.report(new ImageProgressed(backup.operation(), backup.image(), PROGRESS), 1);
        worker.awaitStatus(backup.operation(), "running");
        return backup;
    }

    private static OperationId operation(Response response) {
        return OperationId.parse(Api.operation(response));
    }

    private static String status(String resources, Object id) {
        return Api.get("/api/" + resources + "/" + id).jsonPath().getString("status");
    }
}
