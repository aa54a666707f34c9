package io.toygres.api.user;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.People;
import io.toygres.api.testing.People.Person;
import io.toygres.database.Database;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class UsersIT {

    @Inject
    Database database;

    @Test
    void aUserLogsInAndIsWhoTheyAre() {
        Person ada = People.newPerson("operator", "\"default\"");

        assertThat(ada.get("/api/me").jsonPath().getString("name")).isEqualTo(ada.name());
        assertThat(ada.get("/api/me").jsonPath().getString("role")).isEqualTo("operator");
        assertThat(ada.get("/api/me").jsonPath().getList("projects")).containsExactly("default");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"disabled\": true}', 401",
        "'{\"role\": \"viewer\"}', 403",
        "'{\"password\": \"seven purple kettles sing\"}', 401"
    })
    void whatAUserLosesEndsAtOnce(String change, int status) {
        Person ada = People.newPerson("operator", "\"default\"");
        String body = Api.instanceBody(Api.newName());
        assertThat(ada.post("/api/instances", body).statusCode()).isEqualTo(202);

        People.change(ada, change).then().statusCode(200);

        assertThat(ada.post("/api/instances", Api.instanceBody(Api.newName())).statusCode())
                .isEqualTo(status);
    }

    @Test
    void aDisabledUsersSessionsStayEndedWhenTheyAreEnabledAgain() {
        Person ada = People.newPerson("viewer", "\"default\"");
        People.change(ada, "{\"disabled\": true}").then().statusCode(200);
        Api.refused(Api.login(ada.name(), People.PASSWORD), 401, "UNAUTHENTICATED", null);

        People.change(ada, "{\"disabled\": false}").then().statusCode(200);

        Api.refused(ada.get("/api/me"), 401, "UNAUTHENTICATED", null);
        assertThat(Api.login(ada.name(), People.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void aDeletedUserIsGoneWithTheirSessions() {
        Person ada = People.newPerson("viewer", "\"default\"");

        assertThat(Api.delete("/api/users/" + ada.id()).statusCode()).isEqualTo(204);

        Api.refused(ada.get("/api/me"), 401, "UNAUTHENTICATED", null);
        Api.refused(Api.delete("/api/users/" + ada.id()), 404, "USER_NOT_FOUND", null);
    }

    @Test
    void oneChangesOnesPasswordAndTheOtherSessionsEnd() {
        Person ada = People.newPerson("viewer", "\"default\"");
        String other = Api.login(ada.name(), People.PASSWORD).getCookie(Api.COOKIE);

        Api.refused(change(ada, "wrong", "seven purple kettles sing"), 400, "VALIDATION_FAILED", "current_password");
        Api.refused(change(ada, People.PASSWORD, "password1234"), 400, "VALIDATION_FAILED", "new_password");
        Response changed = change(ada, People.PASSWORD, "seven purple kettles sing");

        assertThat(changed.statusCode()).isEqualTo(204);
        given().cookie(Api.COOKIE, changed.getCookie(Api.COOKIE))
                .get("/api/me")
                .then()
                .statusCode(200);
        Api.refused(given().cookie(Api.COOKIE, other).get("/api/me"), 401, "UNAUTHENTICATED", null);
        Api.refused(ada.get("/api/me"), 401, "UNAUTHENTICATED", null);
        Api.refused(Api.login(ada.name(), People.PASSWORD), 401, "UNAUTHENTICATED", null);
    }

    @Test
    void theLastAdminStays() {
        String id = Api.get("/api/users?limit=200").jsonPath().getString("items.find{it.name == 'admin'}.id");
        Person admin = new Person(id, "admin", "");

        Api.refused(People.change(admin, "{\"disabled\": true}"), 409, "LAST_ADMIN", null);
        Api.refused(People.change(admin, "{\"role\": \"viewer\"}"), 409, "LAST_ADMIN", null);
        Api.refused(Api.delete("/api/users/" + id), 409, "LAST_ADMIN", null);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"name\": \"a b\", \"password\": \"vivid otter juggles\", \"role\": \"viewer\"}', 400, VALIDATION_FAILED, name",
        "'{\"name\": \"ada\", \"password\": \"password1234\", \"role\": \"viewer\"}', 400, VALIDATION_FAILED, password",
        "'{\"name\": \"ada\", \"password\": \"vivid otter juggles\", \"role\": \"root\"}', 400, VALIDATION_FAILED, role",
        "'{\"name\": \"ADMIN\", \"password\": \"vivid otter juggles\", \"role\": \"viewer\"}', 409, USER_NAME_TAKEN, name",
        "'{\"name\": \"ada\", \"password\": \"vivid otter juggles\", \"role\": \"viewer\", \"projects\": [\"none\"]}', 404, PROJECT_NOT_FOUND, projects"
    })
    void saysWhatIsWrongWithANewUser(String body, int status, String code, String field) {
        Api.refused(Api.post("/api/users", body), status, code, field);
    }

    @Test
    void noPasswordIsInTheDatabaseOrAnAnswer() {
        Person ada = People.newPerson("viewer", "\"default\"");

        assertThat(Api.get("/api/users/" + ada.id()).asString()).doesNotContain(People.PASSWORD, "argon2");
        assertThat(database.<String, RuntimeException>withConnection(
                        tx -> tx.sql("SELECT string_agg(users::text, '') AS all FROM users")
                                .one(row -> row.text("all"))))
                .contains("$argon2id$")
                .doesNotContain(People.PASSWORD);
    }

    private static Response change(Person person, String current, String wanted) {
        return person.post(
                "/api/me/password",
                "{\"current_password\": \"%s\", \"new_password\": \"%s\"}".formatted(current, wanted));
    }
}
