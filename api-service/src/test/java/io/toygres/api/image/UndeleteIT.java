package io.toygres.api.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.TestClock;
import io.toygres.contract.ImageId;
import io.toygres.database.Database;
import io.toygres.database.DatabaseException;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deleted image, and how it comes back. */
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
    ImageDeletionConfig config;

    private TestImage image;

    @BeforeEach
    void anImage() {
        image = TestImage.available(worker);
    }

    @Test
    void aDeletedImageIsInItsOwnListOnlyAndComesBack() {
        Instant before = clock.instant();

        Response answer = image.delete();

        JsonPath deleted = Api.accepted(answer);
        assertThat(deleted.getString("status")).isEqualTo("deleted");
        assertThat(deleted.getString("deleted_by")).isEqualTo("admin");
        assertThat(Instant.parse(deleted.getString("deleted_at"))).isAfterOrEqualTo(before);
        assertThat(Instant.parse(deleted.getString("purge_at")))
                .isEqualTo(Instant.parse(deleted.getString("deleted_at")).plus(config.grace()));
        JsonPath operation = Api.get("/api/operations/" + Api.operation(answer)).jsonPath();
        assertThat(operation.getString("status")).isEqualTo("succeeded");
        assertThat(operation.getString("events[0].message")).contains("kept until " + deleted.getString("purge_at"));
        assertThat(Api.get(image.path()).jsonPath().getString("status")).isEqualTo("deleted");
        assertThat(listed("")).doesNotContain(image.id().toString());
        assertThat(listed("&deleted=true")).containsExactly(image.id().toString());
        assertThat(told()).containsExactly("creating", "available", "deleted");

        JsonPath back = image.undelete().then().statusCode(200).extract().jsonPath();

        assertThat(back.getString("status")).isEqualTo("available");
        assertThat(back.getString("purge_at")).isNull();
        assertThat(listed("")).containsExactly(image.id().toString());
        assertThat(listed("&deleted=true")).isEmpty();
        assertThat(told()).containsExactly("creating", "available", "deleted", "available");
        worker.command(Api.operation(Api.delete(image.path() + "?purge=true")));
        assertThat(worker.commandsFor(image.id().value()))
                .as("of its creation, and of its removal")
                .isEqualTo(2);
    }

    @Test
    void theReleaseBeforeNeitherRemovesNorChangesIt() {
        Api.accepted(image.delete());

        for (String change : List.of("status = 'deleting'", "description = 'another'", "protected = true")) {
            assertThatThrownBy(
                            () -> database.useConnection(tx -> tx.sql("UPDATE images SET " + change + " WHERE id = :id")
                                    .bind("id", image.id().value())
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
        Api.accepted(image.delete());

        Api.refused(restore(), 409, "IMAGE_DELETED", "source_image_id");
        Api.refused(patch("{\"protected\": true}"), 409, "IMAGE_DELETED", null);

        image.undelete().then().statusCode(200);
        Api.accepted(restore());
    }

    @Test
    void deletingAndUndeletingTwiceIsDoingSoOnce() {
        String first = Api.operation(image.delete());
        assertThat(Api.operation(image.delete())).isEqualTo(first);

        image.undelete().then().statusCode(200);
        String tag = image.undelete().then().statusCode(200).extract().header("ETag");

        assertThat(Api.get(image.path()).header("ETag")).isEqualTo(tag);
        assertThat(Api.operation(image.delete())).isNotEqualTo(first);
    }

    @Test
    void undeletingMindsIfMatch() {
        Api.accepted(image.delete());

        Api.refused(
                Api.loggedIn().header("If-Match", "\"1\"").post(image.path() + "/undelete"),
                412,
                "CHANGED_MEANWHILE",
                "If-Match");
    }

    @Test
    void aProtectedImageIsNeitherDeletedNorPurged() {
        patch("{\"protected\": true}").then().statusCode(200);

        Api.refused(image.delete(), 409, "RESOURCE_PROTECTED", null);
        Api.refused(Api.delete(image.path() + "?purge=true"), 409, "RESOURCE_PROTECTED", null);
    }

    @Test
    void itsNameIsFreeAtOnceAndTheImageThatTookItStandsInItsWay() {
        Api.accepted(image.delete());
        ImageId other = worker.availableImage(image.name(), image.source());

        Api.refused(image.undelete(), 409, "IMAGE_NAME_TAKEN", null);
        Api.accepted(Api.delete("/api/images/" + other));

        image.undelete().then().statusCode(200);
    }

    private Response restore() {
        return Api.post(
                "/api/instances",
                "{\"name\": \"%s\", \"source_image_id\": \"%s\"}".formatted(Api.newName(), image.id()));
    }

    private Response patch(String body) {
        return Api.loggedIn().contentType(ContentType.JSON).body(body).patch(image.path());
    }

    private List<String> listed(String more) {
        return Api.get("/api/images?instance_id=" + image.source() + more)
                .jsonPath()
                .getList("items.id");
    }

    /** The statuses that those who follow the events are told. */
    private List<String> told() {
        return database.withConnection(
                tx -> tx.sql("""
                        SELECT subject->>'status' AS status FROM changes
                        WHERE kind = 'image' AND subject->>'id' = :id ORDER BY xid, id""").bind("id", image.id().toString()).list(row -> row.text("status")));
    }
}
