package io.toygres.api.request;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;
import io.toygres.contract.RequestEvent;
import io.toygres.contract.RequestEvent.RequestAccepted;
import io.toygres.contract.RequestEvent.RequestRejected;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class RequestsIT extends AskingService {

    @Test
    void aBackupIsAskedForAsOverHttp() {
        InstanceId instance = worker.runningInstance(Api.newName());
        String name = Api.newName();

        RequestAccepted accepted = accepted(CREATE_IMAGE, Api.imageBody(name, instance));

        assertThat(worker.command(accepted.operationId().toString()).subject()).isEqualTo(accepted.resourceId());
        JsonPath image = ada.get("/api/images/" + accepted.resourceId()).jsonPath();
        assertThat(image.getString("name")).isEqualTo(name);
        assertThat(entries()).singleElement().satisfies(entry -> assertThat(entry)
                .containsEntry("action", "createImage")
                .containsEntry("via", "signature")
                .containsEntry("outcome", "done")
                .containsEntry("credential", service.token().toString())
                .containsEntry("target", accepted.resourceId().toString()));
    }

    @Test
    void aRecordThatComesTwiceHasOneEffectAndTheSameAnswer() {
        var record = service.request(id, CREATE_IMAGE, backup());
        worker.send(record);
        worker.send(record);

        List<RequestEvent> answers = worker.answers(id, 2);

        assertThat(answers.getFirst()).isInstanceOf(RequestAccepted.class).isEqualTo(answers.getLast());
        UUID image = ((RequestAccepted) answers.getFirst()).resourceId();
        worker.command(((RequestAccepted) answers.getFirst()).operationId().toString());
        assertThat(worker.commandsFor(image)).isEqualTo(1);
    }

    @Test
    void anIdAndAnIdempotencyKeyAreTheSame() {
        String body = backup();
        Response over = given().header("Authorization", "Bearer " + service.secret())
                .header("Idempotency-Key", id.toString())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/images");

        assertThat(accepted(CREATE_IMAGE, body).operationId()).hasToString(Api.operation(over));
        assertThat(refused(service, CREATE_IMAGE, backup()).problem().code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void aPasswordIsMadeAndNeverSent() {
        String with = "{\"name\": \"%s\", \"password\": \"correct horse\"}".formatted(Api.newName());
        RequestRejected rejected = refused(service, CREATE_INSTANCE, with);
        assertThat(rejected.problem().field()).isEqualTo("password");

        var record = service.request(id, CREATE_INSTANCE, "{\"name\": \"" + Api.newName() + "\"}");
        worker.send(record);
        worker.send(record);

        List<RequestEvent> answers = worker.answers(id, 3);
        assertThat(answers.get(1)).isInstanceOf(RequestAccepted.class).isEqualTo(answers.getLast());
        UUID instance = ((RequestAccepted) answers.getLast()).resourceId();
        assertThat(ada.get("/api/instances/" + instance + "/credentials")
                        .jsonPath()
                        .getString("password"))
                .hasSize(43);
    }

    @Test
    void aRestoreACancellationAndDeletionsAreAskedFor() {
        InstanceId source = worker.runningInstance(Api.newName());
        ImageId image = worker.availableImage(Api.newName(), source);
        RequestAccepted restore = accepted(
                CREATE_INSTANCE, "{\"name\": \"%s\", \"source_image_id\": \"%s\"}".formatted(Api.newName(), image));

        RequestAccepted cancelled = accepted(
                UUID.randomUUID(),
                "toygres.request.operation.cancel.v1",
                "{\"operation_id\": \"" + restore.operationId() + "\"}");
        assertThat(cancelled.resourceId()).isEqualTo(restore.operationId().value());
        worker.command(restore.operationId() + "/cancel");

        assertThat(accepted(
                                UUID.randomUUID(),
                                "toygres.request.instance.delete.v1",
                                "{\"instance_id\": \"" + source + "\"}")
                        .resourceId())
                .isEqualTo(source.value());
        UUID second = UUID.randomUUID();
        worker.send(service.request(
                second,
                "toygres.request.image.delete.v1",
                "{\"image_id\": \"" + image + "\", \"if_match\": \"\\\"0\\\"\"}"));
        assertThat(worker.answers(second, 1))
                .singleElement()
                .isInstanceOfSatisfying(
                        RequestRejected.class,
                        rejected -> assertThat(rejected.problem().code()).isEqualTo("CHANGED_MEANWHILE"));
    }

    @Test
    void anImageIsDeletedToBeUndeletedOrForGood() {
        ImageId image = worker.availableImage(Api.newName(), worker.runningInstance(Api.newName()));
        String body = "{\"image_id\": \"" + image + "\"%s}";

        RequestAccepted kept = accepted("toygres.request.image.delete.v1", body.formatted(""));
        worker.awaitStatus(kept.operationId(), "succeeded");
        assertThat(ada.get("/api/images/" + image).jsonPath().getString("deleted_by"))
                .isEqualTo(ada.name());
        RequestAccepted purged =
                accepted(UUID.randomUUID(), "toygres.request.image.delete.v1", body.formatted(", \"purge\": true"));

        assertThat(worker.command(purged.operationId().toString()))
                .isEqualTo(new DeleteImage(purged.operationId(), image));
    }
}
