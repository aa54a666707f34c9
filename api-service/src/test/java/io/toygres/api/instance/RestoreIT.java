package io.toygres.api.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.Race;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageEvent.ImageDeleted;
import io.toygres.contract.ImageEvent.ImageFailed;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceCommand.ImageReference;
import io.toygres.contract.InstanceCommand.RestoreInstance;
import io.toygres.contract.InstanceEvent.InstanceFailed;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.PostgresVersion;
import io.toygres.secret.Keyring;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class RestoreIT {

    @Inject
    FakeWorker worker;

    @Inject
    Keyring keyring;

    @Test
    void typeVersionAndPasswordAreTheImagesWhateverTheRequestSays() {
        InstanceId source = worker.running(Api.post("/api/instances", """
                {"name": "%s", "password": "the source's own", "postgres_version": "15", "image_type": "pg_durable",
                 "storage_size_gb": 20}""".formatted(Api.newName())));
        ImageId image = worker.availableImage(Api.newName(), source);

        Response response = Api.post("/api/instances", """
                {"name": "%s", "password": "another one", "postgres_version": "16", "image_type": "stock",
                 "source_image_id": "%s"}""".formatted(Api.newName(), image));

        JsonPath instance = Api.accepted(response);
        assertThat(instance.getString("image_type")).isEqualTo("pg_durable");
        assertThat(instance.getString("postgres_version")).isEqualTo("15");
        assertThat(instance.getInt("storage_size_gb")).isEqualTo(20);
        assertThat(instance.getString("source_image_id")).isEqualTo(image.toString());
        RestoreInstance command = (RestoreInstance) worker.command(Api.operation(response));
        assertThat(command.instance().imageType()).isEqualTo(ImageType.PG_DURABLE);
        assertThat(command.instance().postgresVersion()).isEqualTo(new PostgresVersion(15));
        assertThat(command.image()).isEqualTo(new ImageReference(image, FakeWorker.MANIFEST_SHA256));
        assertThat(keyring.decrypt(command.password(), command.subject()).reveal())
                .isEqualTo("the source's own");
    }

    @Test
    void storageMayGrowButNotShrink() {
        InstanceId source = worker.runningInstance(Api.newName());
        ImageId image = worker.availableImage(Api.newName(), source);

        Api.refused(
                Api.post("/api/instances", restoreBody(Api.newName(), image, 9)),
                422,
                "STORAGE_TOO_SMALL",
                "storage_size_gb");
        assertThat(Api.accepted(Api.post("/api/instances", restoreBody(Api.newName(), image, 11)))
                        .getInt("storage_size_gb"))
                .isEqualTo(11);
    }

    @Test
    void anUnknownImageLeavesNothingBehind() {
        String name = Api.newName();

        Api.refused(
                Api.post("/api/instances", restoreBody(name, ImageId.random(), 10)),
                404,
                "IMAGE_NOT_FOUND",
                "source_image_id");
        assertThat(Api.get("/api/instances?name=" + name).jsonPath().getList("items"))
                .isEmpty();
    }

    @Test
    void anImageIsPinnedUntilItsRestoreHasEnded() {
        ImageId image = worker.availableImage(Api.newName(), worker.runningInstance(Api.newName()));
        Response restore = Api.post("/api/instances", restoreBody(Api.newName(), image, 10));
        InstanceId instance = InstanceId.parse(Api.accepted(restore).getString("id"));
        OperationId operation = OperationId.parse(Api.operation(restore));

        Api.refused(Api.delete("/api/images/" + image), 409, "IMAGE_IN_USE", null);

        worker.report(new InstanceFailed(operation, instance, new Failure(ErrorCode.LOAD_FAILED, "No.")), 1);
        worker.awaitStatus(operation, "failed");
        Response deletion = Api.delete("/api/images/" + image + "?purge=true");
        OperationId delete = OperationId.parse(Api.operation(deletion));
        Api.refused(
                Api.post("/api/instances", restoreBody(Api.newName(), image, 10)),
                409,
                "IMAGE_NOT_AVAILABLE",
                "source_image_id");
        worker.report(new ImageFailed(delete, image, new Failure(ErrorCode.DELETE_STUCK, "No.")), 1);
        worker.awaitStatus(delete, "failed");
        OperationId again = OperationId.parse(Api.operation(Api.delete("/api/images/" + image)));
        assertThat(again).isNotEqualTo(delete);
        worker.report(new ImageDeleted(again, image), 1);
        worker.awaitStatus(again, "succeeded");
        Api.refused(Api.get("/api/images/" + image), 404, "IMAGE_NOT_FOUND", null);
    }

    @Test
    void onlyAnImageWithHashesIsComparedRowByRow() {
        ImageId image = worker.availableImage(Api.newName(), worker.runningInstance(Api.newName()));
        String body = "{\"name\": \"%s\", \"source_image_id\": \"%s\", \"compare\": \"contents\"}"
                .formatted(Api.newName(), image);

        Api.refused(Api.post("/api/instances", body), 409, "IMAGE_WITHOUT_HASHES", "compare");
    }

    /** Whoever comes second must see what the first did: both together would leave a restore without its image. */
    @RepeatedTest(10)
    void restoreAndDeletionOfOneImageNeverBothWin() {
        ImageId image = worker.availableImage(Api.newName(), worker.runningInstance(Api.newName()));
        String restore = restoreBody(Api.newName(), image, 10);

        List<Response> answers =
                Race.of(() -> Api.post("/api/instances", restore), () -> Api.delete("/api/images/" + image));

        assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(202, 409);
    }

    @RepeatedTest(5)
    void ofTwoInstancesOfOneNameOneIsAccepted() {
        String body = Api.instanceBody(Api.newName());

        List<Response> answers =
                Race.of(() -> Api.post("/api/instances", body), () -> Api.post("/api/instances", body));

        assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(202, 409);
    }

    private static String restoreBody(String name, ImageId image, int storage) {
        return """
                {"name": "%s", "source_image_id": "%s", "storage_size_gb": %d}""".formatted(name, image, storage);
    }
}
