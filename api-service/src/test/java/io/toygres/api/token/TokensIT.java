package io.toygres.api.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.toygres.api.access.CallerCache;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.People;
import io.toygres.api.testing.People.Person;
import io.toygres.database.Database;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class TokensIT {

    @Inject
    Database database;

    @Inject
    CallerCache cache;

    @Test
    void aTokenOpensWhatItsOwnerMay() {
        Person ada = People.newPerson("operator", "\"default\"");
        JsonPath token = made(ada, "{\"name\": \"ci\"}");

        assertThat(token.getString("secret")).matches("tgr_[A-Za-z0-9_-]{43}");
        assertThat(by(token, "/api/me").jsonPath().getString("name")).isEqualTo(ada.name());
        assertThat(post(token, "/api/instances", Api.instanceBody(Api.newName()))
                        .statusCode())
                .isEqualTo(202);
        assertThat(ada.get("/api/tokens").jsonPath().getString("items[0].last_used_at"))
                .isNotNull();
        assertThat(ada.get("/api/tokens").asString()).doesNotContain(token.getString("secret"));
    }

    @Test
    void aTokenMayLessThanItsOwnerWhenItIsMadeSo() {
        String project = People.newProject();
        Person ada = People.newPerson("operator", "\"default\", \"" + project + "\"");
        JsonPath reader = made(ada, "{\"name\": \"reader\", \"role\": \"viewer\"}");
        JsonPath narrow = made(ada, "{\"name\": \"narrow\", \"projects\": [\"" + project + "\"]}");
        String instance = ada.post("/api/instances", Api.instanceBody(Api.newName()))
                .jsonPath()
                .getString("id");

        Api.refused(post(reader, "/api/instances", Api.instanceBody(Api.newName())), 403, "FORBIDDEN", null);
        assertThat(by(reader, "/api/instances/" + instance).statusCode()).isEqualTo(200);
        Api.refused(by(narrow, "/api/instances/" + instance), 404, "INSTANCE_NOT_FOUND", null);
        assertThat(post(narrow, "/api/instances", Api.instanceBody(Api.newName()))
                        .jsonPath()
                        .getString("project"))
                .isEqualTo(project);
    }

    @Test
    void aTokenNeverReachesFurtherThanItsMaker() {
        String project = People.newProject();
        Person ada = People.newPerson("operator", "\"default\"");

        Api.refused(
                ada.post("/api/tokens", "{\"name\": \"a\", \"role\": \"admin\"}"), 400, "VALIDATION_FAILED", "role");
        Api.refused(
                ada.post("/api/tokens", "{\"name\": \"a\", \"projects\": [\"" + project + "\"]}"),
                404,
                "PROJECT_NOT_FOUND",
                "projects");
        Api.refused(ada.post("/api/tokens", "{\"name\": \"a\", \"days\": 367}"), 400, "VALIDATION_FAILED", "days");
    }

    @Test
    void aTokenMakesNoTokensAndChangesNoPassword() {
        JsonPath token = made(People.newPerson("operator", "\"default\""), "{\"name\": \"ci\"}");

        Api.refused(post(token, "/api/tokens", "{\"name\": \"more\"}"), 403, "FORBIDDEN", null);
        Api.refused(
                post(token, "/api/me/password", "{\"current_password\": \"a\", \"new_password\": \"b\"}"),
                403,
                "FORBIDDEN",
                null);
    }

    @Test
    void aTokenEndsByRevocationByItsTimeAndWithItsOwner() {
        Person ada = People.newPerson("operator", "\"default\"");
        Person eve = People.newPerson("operator", "\"default\"");
        JsonPath revoked = made(ada, "{\"name\": \"revoked\"}");
        JsonPath expired = made(ada, "{\"name\": \"expired\", \"days\": 1}");
        JsonPath orphaned = made(ada, "{\"name\": \"orphaned\"}");
        assertThat(by(revoked, "/api/me").statusCode()).isEqualTo(200);
        assertThat(by(expired, "/api/me").statusCode()).isEqualTo(200);
        assertThat(by(orphaned, "/api/me").statusCode()).isEqualTo(200);

        Api.refused(eve.asks().delete("/api/tokens/" + revoked.getString("token.id")), 404, "TOKEN_NOT_FOUND", null);
        assertThat(ada.asks()
                        .delete("/api/tokens/" + revoked.getString("token.id"))
                        .statusCode())
                .isEqualTo(204);
        Api.refused(by(revoked, "/api/me"), 401, "UNAUTHENTICATED", null);

        database.useConnection(tx -> tx.sql("UPDATE tokens SET expires_at = now() WHERE name = 'expired'")
                .update());
        cache.forget();
        Api.refused(by(expired, "/api/me"), 401, "UNAUTHENTICATED", null);

        People.change(ada, "{\"disabled\": true}").then().statusCode(200);
        Api.refused(by(orphaned, "/api/me"), 401, "UNAUTHENTICATED", null);
    }

    @Test
    void theDatabaseDoesNotHoldTheSecret() {
        JsonPath token = made(People.newPerson("viewer", "\"default\""), "{\"name\": \"ci\"}");

        assertThat(database.<String, RuntimeException>withConnection(
                        tx -> tx.sql("SELECT string_agg(tokens::text, '') AS all FROM tokens")
                                .one(row -> row.text("all"))))
                .doesNotContain(
                        token.getString("secret"), token.getString("secret").substring(4));
    }

    @Test
    void aMadeUpTokenOpensNothing() {
        Api.refused(
                given().header("Authorization", "Bearer tgr_" + "a".repeat(43)).get("/api/me"),
                401,
                "UNAUTHENTICATED",
                null);
    }

    private static JsonPath made(Person person, String body) {
        return person.post("/api/tokens", body).then().statusCode(201).extract().jsonPath();
    }

    private static Response by(JsonPath token, String path) {
        return given().header("Authorization", "Bearer " + token.getString("secret"))
                .get(path);
    }

    private static Response post(JsonPath token, String path, String body) {
        return given().header("Authorization", "Bearer " + token.getString("secret"))
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }
}
