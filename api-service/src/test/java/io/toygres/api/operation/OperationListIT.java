package io.toygres.api.operation;

import static io.restassured.RestAssured.given;
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
import io.toygres.api.testing.People.Person;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.database.Database;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which operations a reader finds, who asked for them, and when there is news of one. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class OperationListIT {

    @Inject
    FakeWorker worker;

    @Inject
    Database database;

    private final String prefix = Api.newName();

    @Test
    void theyAreFoundByTheNameOfWhatTheyDecideAbout() {
        InstanceId source = worker.runningInstance(prefix + "-a");
        ImageId image = worker.availableImage(prefix + ".B", source);
        worker.runningInstance(Api.newName());

        JsonPath found = Api.get("/api/operations?name_prefix=" + prefix).jsonPath();

        assertThat(found.getList("items.type")).containsExactly("create_image", "create_instance");
        assertThat(found.getList("items.resource_name")).containsExactly(prefix + ".B", prefix + "-a");
        assertThat(found.getString("items[0].image_id")).isEqualTo(image.toString());
        assertThat(Api.get("/api/operations?name_prefix=" + prefix + "&type=create_instance")
                        .jsonPath()
                        .getList("items.instance_id"))
                .containsExactly(source.toString());
    }

    @Test
    void theyAreFoundByTheLabelsThatItHasNow() {
        InstanceId source = worker.runningInstance(Api.newName());
        ImageId image = worker.availableImage(Api.newName(), source);
        label("/api/images/" + image, "{\"set\": \"" + prefix + "\", \"kind\": \"nightly\"}");
        label("/api/instances/" + source, "{\"set\": \"" + prefix + "\"}");

        assertThat(types("labels=set=" + prefix)).containsExactly("create_image", "create_instance");
        assertThat(types("labels=kind=nightly,set=" + prefix)).containsExactly("create_image");
        Api.refused(Api.get("/api/operations?labels=set"), 400, "INVALID_PARAMETER", "labels");
    }

    /** The labels of what a caller doesn't reach would tell of it, were they looked up without asking whose it is. */
    @Test
    void labelsFindNothingThatTheCallerDoesNotReach() {
        String mine = People.newProject();
        Person ada = People.newPerson("operator", "\"" + mine + "\"");
        String hers = Api.operation(ada.post("/api/instances", labelledInstance(mine)));
        Api.operation(Api.post("/api/instances", labelledInstance(People.newProject())));

        assertThat(ada.get("/api/operations?labels=set=" + prefix).jsonPath().getList("items.id"))
                .containsExactly(hers);
        assertThat(types("labels=set=" + prefix)).hasSize(2);
    }

    /** Of the inner condition alone: the operation is in the caller's project, and the instance that it is about is not. */
    @Test
    void labelsOfASubjectInAnotherProjectDoNotCount() {
        String mine = People.newProject();
        Person ada = People.newPerson("operator", "\"" + mine + "\"");
        String hers = Api.operation(ada.post("/api/instances", labelledInstance(mine)));
        String instance = Api.get("/api/operations/" + hers).jsonPath().getString("instance_id");
        database.useConnection(tx -> tx.sql("UPDATE instances SET project = :other WHERE id = :id::text::uuid")
                .bind("other", People.newProject())
                .bind("id", instance)
                .update());

        assertThat(ada.get("/api/operations/" + hers).statusCode()).isEqualTo(200);
        assertThat(ada.get("/api/operations?labels=set=" + prefix).jsonPath().getList("items.id"))
                .isEmpty();
    }

    private String labelledInstance(String project) {
        return "{\"name\": \"%s\", \"password\": \"correct horse\", \"project\": \"%s\", \"labels\": {\"set\": \"%s\"}}"
                .formatted(Api.newName(), project, prefix);
    }

    @Test
    void whoAskedIsTold() {
        Person ada = People.newPerson("operator", "\"default\"");
        JsonPath token = ada.post("/api/tokens", "{\"name\": \"nightly\"}")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        String bySession = Api.operation(ada.post("/api/instances", Api.instanceBody(prefix + "-1")));
        Response answer = given().header("Authorization", "Bearer " + token.getString("secret"))
                .contentType(ContentType.JSON)
                .body(Api.instanceBody(prefix + "-2"))
                .post("/api/instances");
        String byToken = Api.operation(answer);

        assertThat(requester(bySession)).isEqualTo(ada.name() + " session null");
        assertThat(requester(byToken)).isEqualTo(ada.name() + " token nightly");
        JsonPath hers = Api.get("/api/operations?requested_by=" + ada.name()).jsonPath();
        assertThat(hers.getList("items.id")).containsExactly(byToken, bySession);
        assertThat(hers.prettify()).doesNotContain(token.getString("secret"));
        assertThat(types("requested_by=" + ada.name() + "-s")).isEmpty();
    }

    @Test
    void whatNobodyNotedIsOfNobodyKnown() {
        String operation = Api.operation(Api.post("/api/instances", Api.instanceBody(prefix)));
        database.useConnection(tx ->
                tx.sql("""
                        UPDATE operations SET requested_by = NULL, requested_via = NULL WHERE id = :id""").bind("id", OperationId.parse(operation).value()).update());

        assertThat(Api.get("/api/operations/" + operation).jsonPath().<Object>get("requested_by"))
                .isNull();
    }

    @Test
    void oneThatHasNotChangedIsNotSentAgain() {
        Response creation = Api.post("/api/instances", Api.instanceBody(prefix));
        String path = "/api/operations/" + Api.operation(creation);
        String tag = Api.get(path).then().statusCode(200).extract().header("ETag");

        Response same = unless(path, "\"0\", W/" + tag);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.asString()).isEmpty();
        assertThat(same.header("ETag")).isEqualTo(tag);
        assertThat(unless(path, "\"0\"").statusCode()).isEqualTo(200);
        worker.running(creation);

        Response news = unless(path, tag);
        assertThat(news.statusCode()).isEqualTo(200);
        assertThat(news.jsonPath().getString("status")).isEqualTo("succeeded");
        assertThat(unless(path + "?wait=30s", news.header("ETag")).statusCode()).isEqualTo(304);
    }

    private static Response unless(String path, String tags) {
        return Api.loggedIn().header("If-None-Match", tags).get(path);
    }

    private static List<String> types(String query) {
        return Api.get("/api/operations?" + query).jsonPath().getList("items.type");
    }

    private static void label(String path, String labels) {
        Api.loggedIn()
                .contentType(ContentType.JSON)
                .body("{\"labels\": " + labels + "}")
                .patch(path)
                .then()
                .statusCode(200);
    }

    private static String requester(String operation) {
        JsonPath told = Api.get("/api/operations/" + operation).jsonPath();
        return told.getString("requested_by.name") + " " + told.getString("requested_by.via") + " "
                + told.getString("requested_by.token");
    }
}
