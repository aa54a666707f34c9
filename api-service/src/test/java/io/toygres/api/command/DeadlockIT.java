package io.toygres.api.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.People;
import io.toygres.contract.ImageId;
import io.toygres.database.Database;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests whose transaction PostgreSQL ends because it and another wait for each other. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class DeadlockIT {

    @Inject
    Database database;

    @Inject
    FakeWorker worker;

    @AfterEach
    void noMore() {
        run("DROP FUNCTION IF EXISTS test_deadlock CASCADE");
        run("DROP SEQUENCE IF EXISTS test_deadlocks");
    }

    @Test
    void areToBeSentAgain() {
        String project = People.newProject();
        deadlocks(1, "projects", "name = '" + project + "'");

        Response refused = quota(project);

        Api.refused(refused, 503, "DEADLOCK", null);
        assertThat(refused.header("Retry-After")).isNotBlank();
        quota(project).then().statusCode(200);
    }

    @Test
    void thatDoSeveralThingsAreTriedThreeTimes() {
        ImageId image = worker.availableImage(Api.newName(), worker.runningInstance(Api.newName()));
        deadlocks(5, "images", "id = '" + image + "'");

        Api.refused(deleteAll(image), 503, "DEADLOCK", null);
        assertThat(Api.get("/api/images/" + image).jsonPath().getString("status"))
                .as("nothing of it was done")
                .isEqualTo("available");

        assertThat(deleteAll(image).jsonPath().getList("items.status")).containsExactly(202);
        assertThat(Api.get("/api/images/" + image).jsonPath().getString("status"))
                .isEqualTo("deleted");
    }

    /** The next ones to change such a row; a sequence counts on though their transactions are rolled back. */
    private void deadlocks(int number, String table, String condition) {
        run("CREATE SEQUENCE test_deadlocks");
        run("""
                CREATE FUNCTION test_deadlock() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF nextval('test_deadlocks') <= %d THEN
                        RAISE EXCEPTION USING ERRCODE = 'deadlock_detected', MESSAGE = 'made by a test';
                    END IF;
                    RETURN NEW;
                END
                $$""".formatted(number));
        run(
                "CREATE TRIGGER test_deadlock BEFORE UPDATE ON %s FOR EACH ROW WHEN (NEW.%s) EXECUTE FUNCTION test_deadlock()"
                        .formatted(table, condition));
    }

    private void run(String sql) {
        database.useConnection(tx -> tx.sql(sql).update());
    }

    private static Response quota(String project) {
        return Api.loggedIn()
                .contentType(ContentType.JSON)
                .body("{\"image_quota\": 7}")
                .put("/api/projects/" + project);
    }

    private static Response deleteAll(ImageId image) {
        return Api.post("/api/images/bulk-delete", "{\"items\": [{\"id\": \"" + image + "\"}]}");
    }
}
