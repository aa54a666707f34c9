package io.toygres.api.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.contract.Comparison;
import io.toygres.contract.EncryptedSecret;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageCommand.CreateImage;
import io.toygres.contract.ImageCommand.ImageListing;
import io.toygres.contract.ImageCommand.SourceInstance;
import io.toygres.contract.ImageEvent.ImageFailed;
import io.toygres.contract.ImageEvent.ImageProgressed;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageKind;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.PostgresVersion;
import io.toygres.contract.Progress;
import io.toygres.database.Database;
import io.toygres.secret.Keyring;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class BackupIT {

    @Inject
    FakeWorker worker;

    @Inject
    Keyring keyring;

    @Inject
    Database database;

    @Test
    void anImageTakesItsSourcesTypeVersionStorageAndPassword() {
        String source = Api.newName();
        InstanceId instance = worker.running(Api.post("/api/instances", """
                {"name": "%s", "password": "correct horse", "postgres_version": "15", "image_type": "pg_durable",
                 "storage_size_gb": 20}""".formatted(source)));
        String name = Api.newName();

        Response response = Api.post("/api/images", """
                {"name": "%s", "instance_id": "%s", "description": "before\\nthe move", "kind": "logical",
                 "databases": ["orders", "Or\\"ders 2"], "compare": "contents"}""".formatted(name, instance));

        JsonPath image = Api.accepted(response);
        assertThat(image.getString("status")).isEqualTo("creating");
        assertThat(image.getString("image_type")).isEqualTo("pg_durable");
        assertThat(image.getString("postgres_version")).isEqualTo("15");
        assertThat(image.getInt("storage_size_gb")).isEqualTo(20);
        assertThat(image.getString("description")).isEqualTo("before\nthe move");
        assertThat(image.getList("databases")).containsExactly("orders", "Or\"ders 2");
        assertThat(image.getString("compare")).isEqualTo("contents");
        ImageId id = ImageId.parse(image.getString("id"));
        OperationId operation = OperationId.parse(Api.operation(response));
        assertThat(worker.command(operation.toString()))
                .isEqualTo(new CreateImage(
                        operation,
                        id,
                        ImageKind.LOGICAL,
                        List.of("orders", "Or\"ders 2"),
                        new SourceInstance(instance, source, ImageType.PG_DURABLE, new PostgresVersion(15)),
                        Comparison.CONTENTS,
                        new ImageListing(name, "before\nthe move", 20, passwordOf(id))));
        assertThat(keyring.decrypt(passwordOf(id), id.value()).reveal()).isEqualTo("correct horse");
    }

    @Test
    void isAvailableOnceTheWorkerSaysSo() {
        Response response =
                Api.post("/api/images", Api.imageBody(Api.newName(), worker.runningInstance(Api.newName())));
        ImageId id = ImageId.parse(Api.accepted(response).getString("id"));
        OperationId operation = OperationId.parse(Api.operation(response));

        worker.report(new ImageProgressed(operation, id, new Progress("await-job", "Dumping.", 10L, 100L)), 1);
        worker.report(new ImageProgressed(operation, id, new Progress("await-job", "Dumping.", 50L, 100L)), 2);
        worker.report(FakeWorker.available(operation, id), 3);
        worker.awaitStatus(operation, "succeeded");

        JsonPath image = Api.get("/api/images/" + id).jsonPath();
        assertThat(image.getString("status")).isEqualTo("available");
        assertThat(image.getLong("size_bytes")).isEqualTo(1_234_567);
        assertThat(image.getString("checksum")).isEqualTo(FakeWorker.MANIFEST_SHA256);
        assertThat(image.getString("server_version")).isEqualTo("15.14");
        assertThat(image.getLong("duration_ms")).isEqualTo(2500);
        assertThat(image.getString("contents[0].name")).isEqualTo("orders");
        assertThat(image.getLong("contents[0].rows")).isEqualTo(3456);
        assertThat(image.getString("available_at")).isNotNull();
        JsonPath finished = Api.get("/api/operations/" + operation).jsonPath();
        assertThat(finished.getList("events.step", String.class)).containsExactly("await-job", "succeeded");
        assertThat(finished.getLong("events[0].done_bytes")).isEqualTo(50);
        assertThat(finished.getLong("progress.done_bytes")).isEqualTo(50);
    }

    @Test
    void aFailedBackupShowsItsReasonAndForgetsThePassword() {
        Response response =
                Api.post("/api/images", Api.imageBody(Api.newName(), worker.runningInstance(Api.newName())));
        ImageId id = ImageId.parse(Api.accepted(response).getString("id"));
        OperationId operation = OperationId.parse(Api.operation(response));

        worker.report(new ImageFailed(operation, id, new Failure(ErrorCode.UPLOAD_AUTH_FAILED, "No token.")), 1);
        worker.awaitStatus(operation, "failed");

        JsonPath image = Api.get("/api/images/" + id).jsonPath();
        assertThat(image.getString("status")).isEqualTo("failed");
        assertThat(image.getString("failure.code")).isEqualTo("UPLOAD_AUTH_FAILED");
        assertThat(image.getString("failure.remedy")).contains("azure.workload.identity/use");
        assertThat(passwordOf(id).text()).isEmpty();
        Api.refused(
                Api.post(
                        "/api/instances",
                        "{\"name\": \"%s\", \"source_image_id\": \"%s\"}".formatted(Api.newName(), id)),
                409,
                "IMAGE_NOT_AVAILABLE",
                "source_image_id");
    }

    @Test
    void onlyARunningInstanceIsBackedUp() {
        String instance = Api.newInstance(Api.newName()).getString("id");
        String name = Api.newName();

        Api.refused(
                Api.post("/api/images", Api.imageBody(name, InstanceId.parse(instance))),
                409,
                "INSTANCE_NOT_RUNNING",
                "instance_id");
        Api.refused(
                Api.post("/api/images", Api.imageBody(name, InstanceId.random())),
                404,
                "INSTANCE_NOT_FOUND",
                "instance_id");
        assertThat(Api.get("/api/images?name=" + name).jsonPath().getList("items"))
                .isEmpty();
    }

    @Test
    void anInstanceIsNotDeletedUnderABackup() {
        InstanceId instance = worker.runningInstance(Api.newName());
        Response backup = Api.post("/api/images", Api.imageBody(Api.newName(), instance));
        ImageId image = ImageId.parse(Api.accepted(backup).getString("id"));
        OperationId operation = OperationId.parse(Api.operation(backup));

        Api.refused(Api.delete("/api/instances/" + instance), 409, "BACKUP_IN_PROGRESS", null);

        worker.report(FakeWorker.available(operation, image), 1);
        worker.awaitStatus(operation, "succeeded");
        Api.accepted(Api.delete("/api/instances/" + instance));
    }

    @Test
    void imageNamesAreUniqueAmongTheLiving() {
        InstanceId instance = worker.runningInstance(Api.newName());
        String name = Api.newName();
        Api.accepted(Api.post("/api/images", Api.imageBody(name, instance)));

        Api.refused(Api.post("/api/images", Api.imageBody(name, instance)), 409, "IMAGE_NAME_TAKEN", "name");
    }

    /** Empty text when there is none any more. */
    private EncryptedSecret passwordOf(ImageId id) {
        return new EncryptedSecret(database.withConnection(
                tx -> tx.sql("SELECT coalesce(source_password_encrypted, '') AS password FROM images WHERE id = :id")
                        .bind("id", id.value())
                        .one(row -> row.text("password"))));
    }
}
