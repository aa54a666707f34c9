package io.toygres.api.cms;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.People;
import io.toygres.api.testing.Race;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageEvent.ImageFailed;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceCommand.DeleteInstance;
import io.toygres.contract.InstanceEvent.InstanceFailed;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A creation that takes the name of one that failed. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class ReplaceFailedIT {

    private static final Failure FAILURE = new Failure(ErrorCode.JOB_FAILED, "No.");
    private static final Failure CANCELLED = new Failure(ErrorCode.CANCELLED, "As asked.");

    @Inject
    FakeWorker worker;

    @Test
    void aFailedInstanceIsDeletedAndItsNameAndLabelAreFreeAtOnce() {
        String name = Api.newName();
        String label = ", \"dns_label\": \"" + name + "\"";
        InstanceId failed = failedInstance(instanceBody(name, "default", label), FAILURE);

        Response answer =
                Api.post("/api/instances", instanceBody(name, "default", label + ", \"replace_failed\": true"));

        assertThat(Api.accepted(answer).getString("replaces")).isEqualTo(failed.toString());
        InstanceId successor = InstanceId.parse(answer.jsonPath().getString("id"));
        JsonPath old = Api.get("/api/instances/" + failed).jsonPath();
        assertThat(old.getString("status")).isEqualTo("deleting");
        assertThat(firstMessage(Api.operation(answer))).contains(failed.toString());
        OperationId deletion = OperationId.parse(deletionOf("instance_id=" + failed));
        assertThat(firstMessage(deletion.toString())).contains(successor.toString());
        assertThat(worker.command(deletion.toString())).isEqualTo(new DeleteInstance(deletion, failed, name));
        assertThat(audited("deleteInstance", failed.toString())).isTrue();
    }

    @Test
    void aCancelledBackupsImageIsDeletedAndItsNameFree() {
        InstanceId source = worker.runningInstance(Api.newName());
        String name = Api.newName();
        ImageId failed = failedImage(name, source, CANCELLED);

        Response answer = replaceImage(name, source);

        assertThat(Api.accepted(answer).getString("replaces")).isEqualTo(failed.toString());
        assertThat(firstMessage(Api.operation(answer))).contains(failed.toString());
        OperationId deletion = OperationId.parse(deletionOf("image_id=" + failed));
        assertThat(worker.command(deletion.toString())).isEqualTo(new DeleteImage(deletion, failed));
        assertThat(Api.get("/api/images?name=" + name).jsonPath().getList("items.status"))
                .containsExactly("creating", "deleting");
        assertThat(audited("deleteImage", failed.toString())).isTrue();
    }

    @Test
    void whatDidNotFailKeepsItsName() {
        String name = Api.newName();
        InstanceId running = worker.runningInstance(name);
        String image = Api.newName();
        ImageId available = worker.availableImage(image, running);

        Response instance = Api.post("/api/instances", instanceBody(name, "default", ", \"replace_failed\": true"));
        Api.refused(instance, 409, "INSTANCE_NAME_TAKEN", "name");
        assertThat(instance.jsonPath().getString("remedy")).contains("\"replace_failed\": true");
        Api.refused(replaceImage(image, running), 409, "IMAGE_NAME_TAKEN", "name");

        assertThat(Api.get("/api/instances/" + running).jsonPath().getString("status"))
                .isEqualTo("running");
        assertThat(Api.get("/api/images/" + available).jsonPath().getString("status"))
                .isEqualTo("available");
    }

    @Test
    void whatIsProtectedKeepsItsName() {
        InstanceId source = worker.runningInstance(Api.newName());
        String name = Api.newName();
        ImageId failed = failedImage(name, source, FAILURE);
        Api.loggedIn()
                .contentType(ContentType.JSON)
                .body("{\"protected\": true}")
                .patch("/api/images/" + failed)
                .then()
                .statusCode(200);

        Api.refused(replaceImage(name, source), 409, "IMAGE_NAME_TAKEN", "name");

        assertThat(Api.get("/api/images/" + failed).jsonPath().getString("status"))
                .isEqualTo("failed");
    }

    @Test
    void aFailedOneOfAnotherProjectStays() {
        String name = Api.newName();
        String other = People.newProject();
        InstanceId failed = failedInstance(instanceBody(name, other, ""), FAILURE);

        JsonPath created =
                Api.accepted(Api.post("/api/instances", instanceBody(name, "default", ", \"replace_failed\": true")));

        assertThat(created.getString("replaces")).isNull();
        assertThat(Api.get("/api/instances/" + failed).jsonPath().getString("status"))
                .isEqualTo("failed");
    }

    @Test
    void whatIsReplacedDoesNotCountInTheQuota() {
        String project = People.newProject();
        Api.loggedIn()
                .contentType(ContentType.JSON)
                .body("{\"instance_quota\": 1}")
                .put("/api/projects/" + project)
                .then()
                .statusCode(200);
        String name = Api.newName();
        failedInstance(instanceBody(name, project, ""), FAILURE);

        Api.accepted(Api.post("/api/instances", instanceBody(name, project, ", \"replace_failed\": true")));
    }

    @Test
    void ofTwoAtOnceOneGetsTheName() {
        InstanceId source = worker.runningInstance(Api.newName());
        String name = Api.newName();
        failedImage(name, source, FAILURE);

        List<Response> answers = Race.of(() -> replaceImage(name, source), () -> replaceImage(name, source));

        assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(202, 409);
    }

    private InstanceId failedInstance(String body, Failure failure) {
        Response response = Api.post("/api/instances", body);
        InstanceId id = InstanceId.parse(Api.accepted(response).getString("id"));
        OperationId operation = OperationId.parse(Api.operation(response));
        worker.report(new InstanceFailed(operation, id, failure), 1);
        worker.awaitStatus(operation, "failed");
        return id;
    }

    private ImageId failedImage(String name, InstanceId source, Failure failure) {
        Response response = Api.post("/api/images", Api.imageBody(name, source));
        ImageId id = ImageId.parse(Api.accepted(response).getString("id"));
        OperationId operation = OperationId.parse(Api.operation(response));
        worker.report(new ImageFailed(operation, id, failure), 1);
        worker.awaitStatus(operation, failure.code() == ErrorCode.CANCELLED ? "cancelled" : "failed");
        return id;
    }

    private static Response replaceImage(String name, InstanceId source) {
        return Api.post("/api/images", """
                {"name": "%s", "instance_id": "%s", "replace_failed": true}""".formatted(name, source));
    }

    private static String instanceBody(String name, String project, String more) {
        return "{\"name\": \"%s\", \"password\": \"correct horse\", \"project\": \"%s\"%s}"
                .formatted(name, project, more);
    }

    private static String deletionOf(String subject) {
        return Api.get("/api/operations?limit=1&" + subject).jsonPath().getString("items[0].id");
    }

    private static String firstMessage(String operation) {
        return Api.get("/api/operations/" + operation).jsonPath().getString("events[0].message");
    }

    private static boolean audited(String action, String target) {
        return Api.get("/api/audit?limit=200&action=" + action)
                .jsonPath()
                .getList("items.target")
                .contains(target);
    }
}
