package io.toygres.api.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.Race;
import io.toygres.api.testing.TestClock;
import io.toygres.contract.InstanceId;
import io.toygres.database.Database;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class IdempotencyIT {

    private final String key = UUID.randomUUID().toString();

    @Inject
    FakeWorker worker;

    @Inject
    TestClock clock;

    @Inject
    IdempotencyKeys keys;

    @Inject
    Database database;

    @Test
    void theSameRequestGetsTheSameAnswer() {
        String body = Api.instanceBody(Api.newName());

        Response first = create(key, body);
        Response second = create(key, body);

        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        worker.command(Api.operation(first));
        assertThat(worker.commandsFor(UUID.fromString(first.jsonPath().getString("id"))))
                .isEqualTo(1);
    }

    @Test
    void anotherRequestUnderTheKeyIsRefused() {
        String name = Api.newName();
        Api.accepted(create(key, Api.instanceBody(name)));
        InstanceId running = worker.runningInstance(Api.newName());

        Api.refused(create(key, Api.instanceBody(Api.newName())), 422, "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key");
        Api.refused(
                create(key, "{\"name\": \"" + name + "\", \"password\": \"another one\"}"),
                422,
                "IDEMPOTENCY_KEY_REUSED",
                "Idempotency-Key");
        Api.refused(
                Api.loggedIn().header(Commands.IDEMPOTENCY_KEY, key).delete("/api/instances/" + running),
                422,
                "IDEMPOTENCY_KEY_REUSED",
                "Idempotency-Key");
        assertThat(Api.get("/api/instances/" + running).jsonPath().getString("status"))
                .isEqualTo("running");
    }

    @Test
    void aRefusedRequestLeavesItsKeyFree() {
        String taken = Api.newName();
        Api.newInstance(taken);
        Api.refused(create(key, Api.instanceBody(taken)), 409, "INSTANCE_NAME_TAKEN", "name");

        Api.accepted(create(key, Api.instanceBody(Api.newName())));
    }

    @RepeatedTest(5)
    void ofTwoAtOnceOneRunsAndBothGetItsAnswer() {
        String body = Api.instanceBody(Api.newName());
        String once = UUID.randomUUID().toString();

        List<Response> answers = Race.of(() -> create(once, body), () -> create(once, body));

        assertThat(answers).extracting(Response::statusCode).containsExactly(202, 202);
        assertThat(answers.get(0).asString()).isEqualTo(answers.get(1).asString());
    }

    @Test
    void aKeyCountsAsNewAfterADay() {
        Api.accepted(create(key, Api.instanceBody(Api.newName())));
        clock.advance(Duration.ofHours(25));

        Api.accepted(create(key, Api.instanceBody(Api.newName())));
    }

    @Test
    void oldKeysArePurged() {
        Api.accepted(create(key, Api.instanceBody(Api.newName())));
        clock.advance(Duration.ofHours(25));
        keys.purge();

        assertThat(rows()).isZero();
    }

    @Test
    void aKeyIsVisibleAscii() {
        Api.refused(
                create("x".repeat(201), Api.instanceBody(Api.newName())), 400, "INVALID_PARAMETER", "Idempotency-Key");
    }

    private int rows() {
        return database.withConnection(tx -> tx.sql("SELECT count(*) FROM idempotency_keys WHERE key = :key")
                .bind("key", key)
                .one(row -> row.integer("count")));
    }

    private static Response create(String key, String body) {
        return Api.loggedIn()
                .header(Commands.IDEMPOTENCY_KEY, key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/instances");
    }
}
