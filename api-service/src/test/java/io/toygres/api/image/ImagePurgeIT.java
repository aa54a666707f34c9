package io.toygres.api.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.People;
import io.toygres.api.testing.People.Person;
import io.toygres.api.testing.Race;
import io.toygres.api.testing.TestClock;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageEvent.ImageDeleted;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceEvent.InstanceDeleted;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A deleted image goes for good once its time is over, or when it is asked for. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class ImagePurgeIT {

    @Inject
    FakeWorker worker;

    @Inject
    TestClock clock;

    @Inject
    ImagePurge purge;

    @Inject
    ImageDeletionConfig config;

    private TestImage image;

    @BeforeEach
    void anImage() {
        image = TestImage.available(worker);
    }

    @Test
    void onceItsTimeIsOverItIsRemovedForGoodByOneOfTwoReplicas() {
        Api.accepted(image.delete());
        clock.advance(config.grace());

        Api.refused(image.undelete(), 409, "UNDELETE_TOO_LATE", null);
        Race.of(this::purgeAsScheduled, this::purgeAsScheduled);

        Api.refused(image.undelete(), 409, "UNDELETE_TOO_LATE", null);
        List<String> deletions = deletions();
        assertThat(deletions).as("of the request, and of the removal").hasSize(2);
        OperationId removal = OperationId.parse(deletions.getFirst());
        assertThat(worker.command(removal.toString())).isEqualTo(new DeleteImage(removal, image.id()));
        assertThat(worker.commandsFor(image.id().value())).isEqualTo(2);
        worker.report(new ImageDeleted(removal, image.id()), 1);
        worker.awaitStatus(removal, "succeeded");
        Api.refused(image.undelete(), 404, "IMAGE_NOT_FOUND", null);
    }

    @Test
    void whatIsNotDueIsNotPurged() {
        Api.accepted(image.delete());
        clock.advance(config.grace().minusMinutes(1));

        purge.purge();

        image.undelete().then().statusCode(200);
    }

    /** Whoever comes second must see what the first did: an image that comes back must not lose its data. */
    @RepeatedTest(5)
    void undeletingAndPurgingNeverBothWin() {
        Api.accepted(image.delete());
        String tag = Api.get(image.path()).header("ETag");

        List<Response> answers = Race.of(
                image::undelete, () -> Api.loggedIn().header("If-Match", tag).delete(image.path() + "?purge=true"));

        boolean isBack = answers.getFirst().statusCode() == 200;
        assertThat(answers).extracting(Response::statusCode).containsExactly(isBack ? 200 : 409, isBack ? 412 : 202);
        assertThat(Api.get(image.path()).jsonPath().getString("status")).isEqualTo(isBack ? "available" : "deleting");
    }

    @Test
    void itCountsInTheQuotaUntilItIsPurged() {
        String project = People.newProject();
        InstanceId theirs = worker.running(Api.post(
                "/api/instances",
                "{\"name\": \"%s\", \"password\": \"correct horse\", \"project\": \"%s\"}"
                        .formatted(Api.newName(), project)));
        ImageId kept = worker.availableImage(Api.newName(), theirs);
        Api.loggedIn()
                .contentType(ContentType.JSON)
                .body("{\"image_quota\": 1}")
                .put("/api/projects/" + project)
                .then()
                .statusCode(200);
        Api.accepted(Api.delete("/api/images/" + kept));
        Api.refused(Api.post("/api/images", Api.imageBody(Api.newName(), theirs)), 409, "QUOTA_REACHED", "project");
        assertThat(Api.get("/api/projects/" + project).jsonPath().getInt("deleted_images"))
                .isOne();

        OperationId removal = OperationId.parse(Api.operation(Api.delete("/api/images/" + kept + "?purge=true")));
        worker.report(new ImageDeleted(removal, kept), 1);
        worker.awaitStatus(removal, "succeeded");

        Api.accepted(Api.post("/api/images", Api.imageBody(Api.newName(), theirs)));
    }

    @Test
    void itGoesWithItsProject() {
        String project = People.newProject();
        Person operator = People.newPerson("operator", "\"" + project + "\"");
        Response creation = operator.post("/api/instances", Api.instanceBody(Api.newName()));
        InstanceId theirs = worker.running(creation);
        ImageId kept = worker.availableImage(Api.newName(), theirs);
        Api.accepted(Api.delete("/api/images/" + kept));
        OperationId deletion = OperationId.parse(Api.operation(Api.delete("/api/instances/" + theirs)));
        worker.report(new InstanceDeleted(deletion, theirs), 1);
        worker.awaitStatus(deletion, "succeeded");

        Api.delete("/api/projects/" + project).then().statusCode(204);

        assertThat(Api.loggedIn().post("/api/images/" + kept + "/undelete").statusCode())
                .isEqualTo(404);
        purge.purge();
        assertThat(Api.get("/api/images/" + kept).jsonPath().getString("status"))
                .isEqualTo("deleting");
    }

    private boolean purgeAsScheduled() {
        ManagedContext request = Arc.container().requestContext();
        request.activate();
        try {
            purge.purge();
            return true;
        } finally {
            request.terminate();
        }
    }

    /** The newest first. */
    private List<String> deletions() {
        return Api.get("/api/operations?type=delete_image&image_id=" + image.id())
                .jsonPath()
                .getList("items.id");
    }
}
