package io.toygres.api.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.People;
import io.toygres.api.testing.People.Person;
import io.toygres.api.testing.TestClock;
import io.toygres.api.webhook.Hooks.Hook;
import io.toygres.database.Database;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class WebhooksIT {

    private static final String URL = "https://1.1.1.1/hook";
    private static final String OFF = ", \"enabled\": false";

    @Inject
    Database database;

    @Inject
    WebhookConfig config;

    @Inject
    OldSecrets oldSecrets;

    @Inject
    TestClock clock;

    private String project;

    @BeforeEach
    void project() {
        project = People.newProject();
    }

    @Test
    void showsWhatWasRegistered() {
        Response created = Hooks.post(
                project,
                URL,
                OFF
                        + ", \"description\": \"pager\", \"types\": [\"image.failed\", \"operation\"], \"match_labels\": {\"team\": \"a\"}");

        String path = created.then().statusCode(201).extract().header("Location");
        var read = Api.get(path).jsonPath();
        assertThat(read.getMap("$")).isEqualTo(created.jsonPath().getMap("webhook"));
        assertThat(read.getString("url")).isEqualTo(URL);
        assertThat(read.getString("description")).isEqualTo("pager");
        assertThat(read.getList("types")).containsExactly("image.failed", "operation");
        assertThat(read.getString("match_labels.team")).isEqualTo("a");
        assertThat(read.getBoolean("enabled")).isFalse();
        assertThat(read.getString("position")).matches("[0-9]+-[0-9]+");
        assertThat(Api.get("/api/webhooks?project=" + project).jsonPath().getList("items.id"))
                .containsExactly(read.getString("id"));
    }

    @Test
    void showsWhoRegisteredIt() {
        Person ada = People.newPerson("operator", "\"" + project + "\"");
        JsonPath token = ada.post("/api/tokens", "{\"name\": \"nightly\"}")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        String body = "{\"project\": \"%s\", \"url\": \"%s\"%s}".formatted(project, URL, OFF);
        JsonPath byToken = given().header("Authorization", "Bearer " + token.getString("secret"))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        JsonPath bySession =
                ada.post("/api/webhooks", body).then().statusCode(201).extract().jsonPath();

        assertThat(byToken.<Map<String, Object>>get("webhook.created_by"))
                .containsEntry("name", ada.name())
                .containsEntry("via", "token")
                .containsEntry("token", "nightly");
        assertThat(bySession.<Map<String, Object>>get("webhook.created_by"))
                .containsEntry("name", ada.name())
                .containsEntry("via", "session")
                .containsEntry("token", null);
        assertThat(Api.get("/api/webhooks?project=" + project).jsonPath().getList("items.created_by.via"))
                .containsExactly("session", "token");
    }

    @Test
    void oneOfAReleaseThatDidNotNoteItIsOfNobodyKnown() {
        Hook hook = Hooks.register(project, URL, OFF);
        database.useConnection(tx -> tx.sql("UPDATE webhooks SET created_by = NULL, created_via = NULL WHERE id = :id")
                .bind("id", hook.id())
                .update());

        assertThat(hook.read().<Object>get("created_by")).isNull();
        hook.patch("{\"description\": \"pager\"}").then().statusCode(200);
    }

    @Test
    void tellsTheSecretOnceAndStoresItEncrypted() {
        Hook hook = Hooks.register(project, URL, OFF);
        String secret = hook.secret().reveal();

        assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(Api.get(hook.path()).asString()).doesNotContain(secret);
        assertThat(Api.get("/api/webhooks").asString()).doesNotContain("whsec_");
        assertThat(Api.get("/api/audit?limit=20").asString())
                .contains("createWebhook", "webhook " + hook.id())
                .doesNotContain("whsec_");
        assertThat(stored("SELECT secret_encrypted AS text FROM webhooks WHERE id = '" + hook.id() + "'"))
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith("k1:").doesNotContain("whsec_"));
    }

    @Test
    void aRepeatedRequestHasTheSameAnswerAndNoSecretIsKeptForIt() {
        String key = UUID.randomUUID().toString();
        String body = "{\"project\": \"%s\", \"url\": \"%s\"%s}".formatted(project, URL, OFF);

        Response first = keyed(key, body);
        Response again = keyed(key, body);

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(Api.get("/api/webhooks?project=" + project).jsonPath().getList("items"))
                .hasSize(1);
        assertThat(stored("SELECT body AS text FROM idempotency_keys WHERE key = '" + key + "'"))
                .containsExactly(first.jsonPath().getString("webhook.id"));
        Api.refused(keyed(key, body.replace("/hook", "/other")), 422, "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key");
    }

    @Test
    void aRepeatedRotationGivesNoOtherSecret() {
        Hook hook = Hooks.register(project, URL, OFF);
        String key = UUID.randomUUID().toString();

        Response first = rotated(hook, key);
        Response again = rotated(hook, key);

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(first.jsonPath().getString("secret"))
                .isNotEqualTo(hook.secret().reveal());
        Api.refused(rotated(Hooks.register(project, URL, OFF), key), 422, "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key");
    }

    @Test
    void forgetsASecretThatSignsNoMore() {
        Hook hook = Hooks.register(project, URL, OFF);
        Api.post(hook.path() + "/secret", "").then().statusCode(200);
        String previous = "SELECT previous_secret_encrypted AS text FROM webhooks WHERE id = '" + hook.id()
                + "' AND previous_secret_encrypted IS NOT NULL";

        oldSecrets.forget();
        assertThat(stored(previous)).as("it signs for a while").hasSize(1);
        clock.advance(config.oldSecretFor());
        oldSecrets.forget();

        assertThat(stored(previous)).isEmpty();
    }

    @Test
    void aChangeLeavesTheRestAsItIs() {
        Hook hook = Hooks.register(project, URL, OFF + ", \"types\": [\"image\"], \"match_labels\": {\"team\": \"a\"}");

        hook.patch("{\"description\": \"pager\", \"match_labels\": {}}").then().statusCode(200);

        var read = hook.read();
        assertThat(read.getString("description")).isEqualTo("pager");
        assertThat(read.getMap("match_labels")).isEmpty();
        assertThat(read.getList("types")).containsExactly("image");
        assertThat(read.getString("url")).isEqualTo(URL);
        assertThat(read.getBoolean("enabled")).isFalse();
    }

    @Test
    void changesWhatIfMatchNamesAndNothingElse() {
        Hook hook = Hooks.register(project, URL, OFF);
        String tag = Api.get(hook.path()).header("ETag");
        hook.patch("{\"description\": \"one\"}").then().statusCode(200);

        for (Response refused : List.of(
                matching(tag).body("{\"description\": \"two\"}").patch(hook.path()),
                matching(tag).delete(hook.path()),
                matching(tag).post(hook.path() + "/secret"))) {
            Api.refused(refused, 412, "CHANGED_MEANWHILE", "If-Match");
        }
        matching(Api.get(hook.path()).header("ETag")).delete(hook.path()).then().statusCode(204);
        Api.refused(Api.get(hook.path()), 404, "WEBHOOK_NOT_FOUND", null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                       | VALIDATION_FAILED | url
            {"url": 5}                                               | WRONG_TYPE        | url
            {"url": "https://1.1.1.1/", "secret": "mine"}            | UNKNOWN_PROPERTY  | secret
            {"url": "https://1.1.1.1/", "types": ["image.running"]}  | VALIDATION_FAILED | types[0]
            {"url": "https://1.1.1.1/", "types": [null]}             | VALIDATION_FAILED | types[0]
            {"url": "https://1.1.1.1/", "types": "image"}            | WRONG_TYPE        | types
            {"url": "https://1.1.1.1/", "match_labels": {"-": "a"}}  | VALIDATION_FAILED | match_labels
            {"url": "https://1.1.1.1/", "project": "no-such"}        | PROJECT_NOT_FOUND | project
            """)
    void refusesWhatIsWrongAndNamesTheField(String body, String code, String field) {
        Api.refused(Api.post("/api/webhooks", body), code.equals("PROJECT_NOT_FOUND") ? 404 : 400, code, field);
    }

    @Test
    void refusesAPositionThatIsNone() {
        Hook hook = Hooks.register(project, URL, OFF);

        Api.refused(hook.patch("{\"position\": \"yesterday\"}"), 400, "VALIDATION_FAILED", "position");
        Api.refused(hook.patch("{\"position\": \"999999999999-1\"}"), 422, "POSITION_NOT_AVAILABLE", "position");
    }

    @Test
    void aProjectHasSoManyAndNoMore() {
        Hooks.register(project, URL, OFF);
        database.useConnection(tx -> tx.sql("""
                        INSERT INTO webhooks (id, project, url, types, match_labels, enabled, secret_encrypted, created_at, updated_at)
                        SELECT gen_random_uuid(), project, url, types, match_labels, enabled, secret_encrypted, created_at, updated_at
                        FROM webhooks, generate_series(2, :most::integer) WHERE project = :project""")
                .bind("project", project)
                .bind("most", config.perProject())
                .update());

        Api.refused(Hooks.post(project, URL, OFF), 409, "QUOTA_REACHED", "project");
        // The copies have a secret that is another one's: they go with their project.
        Api.delete("/api/projects/" + project).then().statusCode(204);
    }

    @Test
    void goWithTheirProject() {
        Hook hook = Hooks.register(project, URL, "");

        Api.delete("/api/projects/" + project).then().statusCode(204);

        Api.refused(Api.get(hook.path()), 404, "WEBHOOK_NOT_FOUND", null);
        Api.refused(Hooks.post(project, URL, ""), 404, "PROJECT_NOT_FOUND", "project");
    }

    private List<String> stored(String sql) {
        return database.withConnection(tx -> tx.sql(sql).list(row -> row.text("text")));
    }

    private static Response keyed(String key, String body) {
        return Api.loggedIn()
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/webhooks");
    }

    private static Response rotated(Hook hook, String key) {
        return Api.loggedIn().header("Idempotency-Key", key).post(hook.path() + "/secret");
    }

    private static RequestSpecification matching(String tag) {
        return Api.loggedIn().contentType(ContentType.JSON).header("If-Match", tag);
    }
}
