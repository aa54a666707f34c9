package io.toygres.api.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
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
import io.toygres.database.Database;
import io.toygres.database.DatabaseException;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A deleted image, until its data goes. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class UndeleteIT {

    @Inject
    FakeWorker worker;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    ImagePurge purge;

    @Inject
    ImageDeletionConfig config;

    private final String name = Api.newName();
    private InstanceId source;
    private ImageId image;

    @BeforeEach
    void anImage() {
        source = worker.runningInstance(Api.newName());
        image = worker.availableImage(name, source);
    }

    @Test
    void aDeletedImageIsInItsOwnListOnlyAndComesBack() {
        Instant before = clock.instant();

        Response answer = Api.delete("/api/images/" + image);

        JsonPath deleted = Api.accepted(answer);
        assertThat(deleted.getString("status")).isEqualTo("deleted");
        assertThat(deleted.getString("deleted_by")).isEqualTo("admin");
        assertThat(Instant.parse(deleted.getString("deleted_at"))).isAfterOrEqualTo(before);
        assertThat(Instant.parse(deleted.getString("purge_at")))
                .isEqualTo(Instant.parse(deleted.getString("deleted_at")).plus(config.grace()));
        JsonPath operation = Api.get("/api/operations/" + Api.operation(answer)).jsonPath();
        assertThat(operation.getString("status")).isEqualTo("succeeded");
        assertThat(operation.getString("events[0].message")).contains("kept until " + deleted.getString("purge_at"));
        assertThat(Api.get("/api/images/" + image).jsonPath().getString("status"))
                .isEqualTo("deleted");
        assertThat(listed("")).doesNotContain(image.toString());
        assertThat(listed("&deleted=true")).containsExactly(image.toString());
        assertThat(told()).containsExactly("creating", "available", "deleted");

        JsonPath back = undelete().then().statusCode(200).extract().jsonPath();

        assertThat(back.getString("status")).isEqualTo("available");
        assertThat(back.getString("purge_at")).isNull();
        assertThat(listed("")).containsExactly(image.toString());
        assertThat(listed("&deleted=true")).isEmpty();
        assertThat(told()).containsExactly("creating", "available", "deleted", "available");
        worker.command(Api.operation(Api.delete("/api/images/" + image + "?purge=true")));
        assertThat(worker.commandsFor(image.value()))
                .as("of its creation, and of its removal")
                .isEqualTo(2);
    }

    @Test
    void theReleaseBeforeNeitherRemovesNorChangesIt() {
        Api.accepted(Api.delete("/api/images/" + image));

        for (String change : List.of("status = 'deleting'", "description = 'another'", "protected = true")) {
            assertThatThrownBy(
                            () -> database.useConnection(tx -> tx.sql("UPDATE images SET " + change + " WHERE id = :id")
                                    .bind("id", image.value())
                                    .update()))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("is deleted");
        }
    }

    @Test
    void aListOfThoseThatCanBeUndeletedHasNoStatus() {
        Api.refused(Api.get("/api/images?deleted=true&status=available"), 400, "INVALID_PARAMETER", "status");
    }

    @Test
    void itIsNeitherRestoredNorChangedUntilItIsBack() {
        Api.accepted(Api.delete("/api/images/" + image));

        Api.refused(restore(), 409, "IMAGE_DELETED", "source_image_id");
        Api.refused(patch("{\"protected\": true}"), 409, "IMAGE_DELETED", null);

        undelete().then().statusCode(200);
        Api.accepted(restore());
    }

    @Test
    void deletingAndUndeletingTwiceIsDoingSoOnce() {
        String first = Api.operation(Api.delete("/api/images/" + image));
        assertThat(Api.operation(Api.delete("/api/images/" + image))).isEqualTo(first);

        undelete().then().statusCode(200);
        String tag = undelete().then().statusCode(200).extract().header("ETag");

        assertThat(Api.get("/api/images/" + image).header("ETag")).isEqualTo(tag);
        assertThat(Api.operation(Api.delete("/api/images/" + image))).isNotEqualTo(first);
    }

    @Test
    void undeletingMindsIfMatch() {
        Api.accepted(Api.delete("/api/images/" + image));

        Api.refused(
                Api.loggedIn().header("If-Match", "\"1\"").post("/api/images/" + image + "/undelete"),
                412,
                "CHANGED_MEANWHILE",
                "If-Match");
    }

    @Test
    void aProtectedImageIsNeitherDeletedNorPurged() {
        patch("{\"protected\": true}").then().statusCode(200);

        Api.refused(Api.delete("/api/images/" + image), 409, "RESOURCE_PROTECTED", null);
        Api.refused(Api.delete("/api/images/" + image + "?purge=true"), 409, "RESOURCE_PROTECTED", null);
    }

    @Test
    void itsNameIsFreeAtOnceAndTheImageThatTookItStandsInItsWay() {
        Api.accepted(Api.delete("/api/images/" + image));
        ImageId other = worker.availableImage(name, source);

        Api.refused(undelete(), 409, "IMAGE_NAME_TAKEN", null);
        Api.accepted(Api.delete("/api/images/" + other));

        undelete().then().statusCode(200);
    }

    @Test
    void onceItsTimeIsOverItIsRemovedForGoodByOneOfTwoReplicas() {
        Api.accepted(Api.delete("/api/images/" + image));
        clock.advance(config.grace());

        Api.refused(undelete(), 409, "UNDELETE_TOO_LATE", null);
        Race.of(this::purgeAsScheduled, this::purgeAsScheduled);

        Api.refused(undelete(), 409, "UNDELETE_TOO_LATE", null);
        List<String> deletions = deletions();
        assertThat(deletions).as("of the request, and of the removal").hasSize(2);
        OperationId removal = OperationId.parse(deletions.getFirst());
        assertThat(worker.command(removal.toString())).isEqualTo(new DeleteImage(removal, image));
        assertThat(worker.commandsFor(image.value())).isEqualTo(2);
        worker.report(new ImageDeleted(removal, image), 1);
        worker.awaitStatus(removal, "succeeded");
        Api.refused(undelete(), 404, "IMAGE_NOT_FOUND", null);
    }

    @Test
    void whatIsNotDueIsNotPurged() {
        Api.accepted(Api.delete("/api/images/" + image));
        clock.advance(config.grace().minusMinutes(1));

        purge.purge();

        undelete().then().statusCode(200);
    }

    /** Whoever comes second must see what the first did: an image that comes back must not lose its data. */
    @RepeatedTest(5)
    void undeletingAndPurgingNeverBothWin() {
        Api.accepted(Api.delete("/api/images/" + image));
        String tag = Api.get("/api/images/" + image).header("ETag");

        List<Response> answers = Race.of(
                this::undelete,
                () -> Api.loggedIn().header("If-Match", tag).delete("/api/images/" + image + "?purge=true"));

        boolean isBack = answers.getFirst().statusCode() == 200;
        assertThat(answers).extracting(Response::statusCode).containsExactly(isBack ? 200 : 409, isBack ? 412 : 202);
        assertThat(Api.get("/api/images/" + image).jsonPath().getString("status"))
                .isEqualTo(isBack ? "available" : "deleting");
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

    private Response undelete() {
        return Api.loggedIn().post("/api/images/" + image + "/undelete");
    }

    private Response restore() {
        return Api.post(
                "/api/instances", "{\"name\": \"%s\", \"source_image_id\": \"%s\"}".formatted(Api.newName(), image));
    }

    private Response patch(String body) {
        return Api.loggedIn().contentType(ContentType.JSON).body(body).patch("/api/images/" + image);
    }

    private List<String> listed(String more) {
        return Api.get("/api/images?instance_id=" + source + more).jsonPath().getList("items.id");
    }

    /** The newest first. */
    private List<String> deletions() {
        return Api.get("/api/operations?type=delete_image&image_id=" + image)
                .jsonPath()
                .getList("items.id");
    }

    /** The statuses that those who follow the events are told. */
    private List<String> told() {
        return database.withConnection(
                tx -> tx.sql("""
                        SELECT subject->>'status' AS status FROM changes
                        WHERE kind = 'image' AND subject->>'id' = :id ORDER BY xid, id""").bind("id", image.toString()).list(row -> row.text("status")));
    }
}
