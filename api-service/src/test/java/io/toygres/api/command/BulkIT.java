package io.toygres.api.command;

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
import io.toygres.api.testing.Race;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class BulkIT {

    @Inject
    FakeWorker worker;

    @Test
    void oneBadItemDoesNotFailTheOthers() {
        InstanceId source = worker.runningInstance(Api.newName());
        String taken = Api.newName();
        worker.availableImage(taken, source);
        String unknown = InstanceId.random().toString();

        JsonPath answer = done(Api.post(
                "/api/images/bulk-create",
                items(
                        Api.imageBody(Api.newName(), source),
                        Api.imageBody(taken, source),
                        Api.imageBody("a b", source),
                        "{\"name\": \"a\", \"instance_id\": \"" + source + "\", \"colour\": 1}",
                        "{\"name\": 1, \"instance_id\": \"" + source + "\"}",
                        Api.imageBody(Api.newName(), InstanceId.parse(unknown)),
                        "null",
                        Api.imageBody(Api.newName(), source))));

        assertThat(answer.getInt("accepted")).isEqualTo(2);
        assertThat(answer.getInt("refused")).isEqualTo(6);
        assertThat(answer.getList("items.status")).containsExactly(202, 409, 400, 400, 400, 404, 400, 202);
        assertThat(answer.getList("items.problem.code"))
                .containsExactly(
                        "IMAGE_NAME_TAKEN",
                        "VALIDATION_FAILED",
                        "UNKNOWN_PROPERTY",
                        "WRONG_TYPE",
                        "INSTANCE_NOT_FOUND",
                        "MALFORMED_JSON");
        assertThat(answer.getString("items[2].problem.field")).isEqualTo("name");
        for (int accepted : new int[] {0, 7}) {
            worker.command(answer.getString("items[" + accepted + "].operation_id"));
            Api.get("/api/images/" + answer.getString("items[" + accepted + "].image.id"))
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void theSameNameTwiceIsTakenByTheFirst() {
        String name = Api.newName();

        JsonPath answer =
                done(Api.post("/api/instances/bulk-create", items(Api.instanceBody(name), Api.instanceBody(name))));

        assertThat(answer.getList("items.status")).containsExactly(202, 409);
        assertThat(answer.getString("items[1].problem.code")).isEqualTo("INSTANCE_NAME_TAKEN");
    }

    @Test
    void aRepeatedRequestGetsTheSameAnswers() {
        String key = UUID.randomUUID().toString();
        String body = items(Api.instanceBody(Api.newName()), "{}");

        Response first = post(key, body);
        Response second = post(key, body);

        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(first.jsonPath().getList("items.status")).containsExactly(202, 400);
        worker.command(first.jsonPath().getString("items[0].operation_id"));
        assertThat(worker.commandsFor(UUID.fromString(first.jsonPath().getString("items[0].instance.id"))))
                .isEqualTo(1);
        Api.refused(
                post(key, items(Api.instanceBody(Api.newName()))), 422, "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key");
    }

    @Test
    void aQuotaEndsWhatMayBeMade() {
        String project = People.newProject();
        Api.loggedIn()
                .contentType(ContentType.JSON)
                .body("{\"instance_quota\": 2}")
                .put("/api/projects/" + project)
                .then()
                .statusCode(200);

        JsonPath answer = done(Api.post(
                "/api/instances/bulk-create", items(inProject(project), inProject(project), inProject(project))));

        assertThat(answer.getList("items.status")).containsExactlyInAnyOrder(202, 202, 409);
        assertThat(answer.getString("items.find { it.status == 409 }.problem.code"))
                .isEqualTo("QUOTA_REACHED");
    }

    @Test
    void eachIsDeletedAsIfAlone() {
        InstanceId running = worker.runningInstance(Api.newName());
        InstanceId seen = worker.runningInstance(Api.newName());
        String creating = Api.newInstance(Api.newName()).getString("id");

        JsonPath answer = done(Api.post(
                "/api/instances/bulk-delete",
                items(
                        id(running),
                        id(creating),
                        id(UUID.randomUUID()),
                        id("x"),
                        "{\"id\": \"" + seen + "\", \"if_match\": \"\\\"1\\\"\"}",
                        id(running))));

        assertThat(answer.getList("items.status")).containsExactly(202, 409, 404, 400, 412, 202);
        assertThat(answer.getString("items[1].problem.code")).isEqualTo("INSTANCE_BEING_CREATED");
        assertThat(answer.getString("items[1].problem.operation_id")).isNotNull();
        assertThat(answer.getString("items[0].instance.status")).isEqualTo("deleting");
        assertThat(answer.getString("items[5].operation_id")).isEqualTo(answer.getString("items[0].operation_id"));
        worker.command(answer.getString("items[0].operation_id"));
    }

    @Test
    void imagesAreDeletedToo() {
        InstanceId source = worker.runningInstance(Api.newName());
        ImageId image = worker.availableImage(Api.newName(), source);

        JsonPath answer = done(Api.post("/api/images/bulk-delete?purge=true", items(id(image))));

        assertThat(answer.getString("items[0].image.status")).isEqualTo("deleting");
        worker.command(answer.getString("items[0].operation_id"));
    }

    /** Of a project that is not there: a thousand operations would wait for a worker for the rest of the tests. */
    @Test
    void fiveHundredAreTaken() throws IOException, InterruptedException {
        String body = fiveHundred();
        assertThat(body.length()).isBetween(450_000, 512 * 1024);

        assertThat(done(Api.post("/api/instances/bulk-create", body)).getInt("refused"))
                .isEqualTo(Bulk.MOST);
        assertThat(JsonPath.from(Api.postChunked("/api/instances/bulk-create", fiveHundred())
                                .body())
                        .getInt("refused"))
                .isEqualTo(Bulk.MOST);
    }

    private static String fiveHundred() {
        String description = "x".repeat(850);
        return items(IntStream.range(0, Bulk.MOST)
                .mapToObj(_ ->
                        "{\"name\": \"%s\", \"password\": \"correct horse\", \"project\": \"gone\", \"description\": \"%s\"}"
                                .formatted(Api.newName(), description))
                .toArray(String[]::new));
    }

    @RepeatedTest(3)
    void twoThatTakeTheSameNamesInAnotherOrderBothGetAnAnswer() {
        List<String> bodies = IntStream.range(0, 10)
                .mapToObj(_ -> Api.instanceBody(Api.newName()))
                .toList();
        String one = items(bodies.toArray(String[]::new));
        String other = items(bodies.reversed().toArray(String[]::new));

        List<Response> answers = Race.of(
                () -> Api.post("/api/instances/bulk-create", one), () -> Api.post("/api/instances/bulk-create", other));

        assertThat(answers.stream().map(answer -> done(answer).getInt("accepted")))
                .containsExactlyInAnyOrder(10, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 501})
    void anotherNumberIsRefused(int number) {
        String body = items(Collections.nCopies(number, "{}").toArray(String[]::new));

        Api.refused(Api.post("/api/images/bulk-create", body), 400, "VALIDATION_FAILED", "items");
        Api.refused(Api.post("/api/images/bulk-delete", body), 400, "VALIDATION_FAILED", "items");
        Api.refused(Api.post("/api/images/bulk-create", "x".repeat(512 * 1024 + 1)), 413, "PAYLOAD_TOO_LARGE", null);
    }

    @Test
    void everyItemIsNotedInTheAuditLog() {
        Person ada = People.newPerson("operator", "\"default\"");
        String taken = Api.newName();
        Api.newInstance(taken);

        String made = done(ada.post(
                        "/api/instances/bulk-create", items(Api.instanceBody(Api.newName()), Api.instanceBody(taken))))
                .getString("items[0].instance.id");

        JsonPath entries = Api.get("/api/audit?actor=" + ada.name()).jsonPath();
        assertThat(entries.getList("items.findAll{it.action == 'createInstance'}.outcome"))
                .containsExactlyInAnyOrder("done", "refused");
        assertThat(entries.getList("items.target")).contains(made);
        assertThat(entries.getList("items.code")).contains("INSTANCE_NAME_TAKEN");
    }

    @Test
    void whatIsAnotherProjectsAnswersAsIfItNeverWas() {
        Person eve = People.newPerson("operator", "\"" + People.newProject() + "\"");
        InstanceId instance = worker.runningInstance(Api.newName());
        UUID never = UUID.randomUUID();

        JsonPath answer = done(eve.post("/api/instances/bulk-delete", items(id(instance), id(never))));

        assertThat(answer.getString("items[0].problem").replace(instance.toString(), never.toString()))
                .isEqualTo(answer.getString("items[1].problem"));
        assertThat(done(eve.post("/api/images/bulk-create", items(Api.imageBody(Api.newName(), instance))))
                        .getString("items[0].problem.code"))
                .isEqualTo("INSTANCE_NOT_FOUND");
    }

    @RepeatedTest(3)
    void twoThatWantTheSameInAnotherOrderBothGetAnAnswer() {
        List<String> ids = IntStream.range(0, 4)
                .mapToObj(_ -> id(worker.runningInstance(Api.newName())))
                .toList();
        String one = items(ids.toArray(String[]::new));
        String other = items(ids.reversed().toArray(String[]::new));

        List<Response> answers = Race.of(
                () -> Api.post("/api/instances/bulk-delete", one), () -> Api.post("/api/instances/bulk-delete", other));

        assertThat(answers).allSatisfy(answer -> assertThat(done(answer).getInt("accepted"))
                .isEqualTo(4));
        assertThat(answers.get(0).jsonPath().<String>getList("items.operation_id"))
                .isEqualTo(answers.get(1)
                        .jsonPath()
                        .<String>getList("items.operation_id")
                        .reversed());
    }

    private static JsonPath done(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }

    private static String items(String... items) {
        return "{\"items\": [" + String.join(", ", items) + "]}";
    }

    private static String id(Object id) {
        return "{\"id\": \"" + id + "\"}";
    }

    private static String inProject(String project) {
        return "{\"name\": \"%s\", \"password\": \"correct horse\", \"project\": \"%s\"}"
                .formatted(Api.newName(), project);
    }

    private static Response post(String key, String body) {
        return Api.loggedIn()
                .header(Commands.IDEMPOTENCY_KEY, key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/instances/bulk-create");
    }
}
