package io.toygres.api.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.People;
import io.toygres.api.testing.People.Person;
import io.toygres.contract.InstanceId;
import io.toygres.database.Database;
import io.toygres.database.DatabaseException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class AuditIT {

    @Inject
    Database database;

    @Inject
    FakeWorker worker;

    @Test
    void whatIsDoneIsNotedWithIt() {
        Person ada = People.newPerson("operator", "\"default\"");
        String instance = Api.accepted(ada.post("/api/instances", Api.instanceBody(Api.newName())))
                .getString("id");

        Map<String, Object> entry = entry(ada.name(), "createInstance");
        assertThat(entry)
                .containsEntry("outcome", "done")
                .containsEntry("target", instance)
                .containsEntry("project", "default")
                .containsEntry("via", "session")
                .containsEntry("address", "127.0.0.1");
    }

    @Test
    void whatIsRefusedIsNotedWithItsReason() {
        Person eve = People.newPerson("viewer", "\"default\"");
        eve.post("/api/instances", Api.instanceBody(Api.newName())).then().statusCode(403);
        eve.asks()
                .delete("/api/sessions/00000000-0000-4000-8000-000000000000")
                .then()
                .statusCode(404);

        assertThat(entry(eve.name(), "createInstance"))
                .containsEntry("outcome", "refused")
                .containsEntry("code", "FORBIDDEN");
        assertThat(entry(eve.name(), "endSession")).containsEntry("code", "SESSION_NOT_FOUND");
    }

    @Test
    void aFailedLoginIsNotedAndAnybodysOtherTriesAreNot() {
        long before = entries("action=login").size();
        Api.login("nobody-of-that-name", "wrong");
        given().delete("/api/users/00000000-0000-4000-8000-000000000000").then().statusCode(401);

        FakeWorker.await(() -> Optional.of(entries("action=login")).filter(all -> all.size() > before));
        assertThat(entries("action=login").getFirst()).containsEntry("code", "UNAUTHENTICATED");
        assertThat(entries("action=login").getFirst().get("actor")).isNull();
    }

    @Test
    void whoReadsAPasswordIsNoted() {
        InstanceId instance = worker.runningInstance(Api.newName());
        Person ada = People.newPerson("operator", "\"default\"");

        JsonPath credentials =
                ada.get("/api/instances/" + instance + "/credentials").jsonPath();

        assertThat(credentials.getString("password")).isEqualTo("correct horse");
        assertThat(entry(ada.name(), "readInstanceCredentials"))
                .hasEntrySatisfying(
                        "target", target -> assertThat(target.toString()).contains(instance.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UPDATE audit_log SET actor = 'somebody else'", "DELETE FROM audit_log", "TRUNCATE audit_log"})
    void nothingOfItIsChangedOrRemoved(String sql) {
        Api.newInstance(Api.newName());

        assertThatThrownBy(() -> database.useConnection(tx -> tx.sql(sql).update()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("only added to");
    }

    @Test
    void anAdminExportsItAsLines() {
        Api.newInstance(Api.newName());

        String lines = Api.get("/api/audit/export?since=2026-01-01T00:00:00Z").asString();

        assertThat(lines.lines().filter(line -> line.contains("\"action\":\"createInstance\"")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
    }

    @Test
    void aFailedCommandLeavesNoEntryOfSuccess() {
        String name = Api.newName();
        Api.newInstance(name);
        Person ada = People.newPerson("operator", "\"default\"");

        ada.post("/api/instances", Api.instanceBody(name)).then().statusCode(409);

        assertThat(entry(ada.name(), "createInstance"))
                .containsEntry("outcome", "refused")
                .containsEntry("code", "INSTANCE_NAME_TAKEN");
    }

    /** The only one, once it is there. */
    private static Map<String, Object> entry(String actor, String action) {
        return FakeWorker.await(
                () -> entries("actor=" + actor + "&action=" + action).stream().findFirst());
    }

    private static List<Map<String, Object>> entries(String filter) {
        return Api.get("/api/audit?limit=200&" + filter).jsonPath().getList("items");
    }
}
