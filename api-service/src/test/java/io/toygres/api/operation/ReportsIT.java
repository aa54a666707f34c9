package io.toygres.api.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.Management;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Event;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageEvent.ImageProgressed;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceEvent.InstanceDeleted;
import io.toygres.contract.InstanceEvent.InstanceFailed;
import io.toygres.contract.InstanceEvent.InstanceProgressed;
import io.toygres.contract.InstanceEvent.InstanceRunning;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.Progress;
import io.toygres.contract.Topic;
import io.toygres.local.platform.HostileRecords;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.MessageCodec;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class ReportsIT {

    @Inject
    FakeWorker worker;

    @Inject
    MessageCodec codec;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String broker;

    private InstanceId instance = InstanceId.random();
    private OperationId operation = OperationId.random();

    @BeforeEach
    void createInstance() {
        Response response = Api.post("/api/instances", Api.instanceBody(Api.newName()));
        instance = InstanceId.parse(Api.accepted(response).getString("id"));
        operation = OperationId.parse(Api.operation(response));
    }

    @Test
    void theFirstEventMakesItRunning() {
        worker.report(progressed("one"), 1);

        worker.awaitStatus(operation, "running");
        JsonPath running = Api.get("/api/operations/" + operation).jsonPath();
        assertThat(running.getString("progress.step")).isEqualTo("one");
        assertThat(running.getString("started_at")).isNotNull();
        assertThat(running.getString("finished_at")).isNull();
    }

    @Test
    void doubledAndLateEventsChangeNothing() {
        worker.report(progressed("one"), 1);
        worker.report(progressed("three"), 3);
        worker.report(progressed("three"), 3);
        worker.report(progressed("two, late"), 2);
        worker.report(running(), 4);
        worker.report(running(), 4);

        worker.awaitStatus(operation, "succeeded");
        assertThat(steps()).containsExactly("one", "three", "succeeded");
    }

    @Test
    void showsTheLastLinesOfTheJobThatFailed() {
        var failure = new Failure(ErrorCode.LOAD_FAILED, "It ended.").withLogTail("loading shop\npg_restore: error");
        worker.report(new InstanceFailed(operation, instance, failure), 1);

        worker.awaitStatus(operation, "failed");
        assertThat(Api.get("/api/operations/" + operation).jsonPath().getString("failure.log_tail"))
                .isEqualTo("loading shop\npg_restore: error");
        assertThat(Api.get("/api/operations?instance_id=" + instance).asString())
                .contains("It ended.")
                .doesNotContain("loading shop");
    }

    @Test
    void theEndIsNeverOverwritten() {
        worker.report(running(), 5);
        worker.report(progressed("late"), 6);
        worker.report(new InstanceFailed(operation, instance, new Failure(ErrorCode.NOT_READY, "Late.")), 7);
        passThrough();

        assertThat(steps()).containsExactly("succeeded");
        assertThat(Api.get("/api/instances/" + instance).jsonPath().getString("status"))
                .isEqualTo("running");
    }

    @Test
    void anotherMessageWithTheSameSequenceIsLeftOut() {
        worker.report(progressed("one"), 1);
        worker.send(codec.encode(new Envelope<>("other id", Instant.now(), 1, Optional.empty(), progressed("again"))));
        passThrough();

        assertThat(steps()).containsExactly("one");
    }

    @Test
    void eventsOfUnknownOperationsAreKeptOut() {
        worker.report(new InstanceRunning(OperationId.random(), instance, "evil.example.org", 1, null, null, 1), 1);
        passThrough();

        assertThat(Api.get("/api/instances/" + instance).jsonPath().getString("status"))
                .isEqualTo("creating");
    }

    @Test
    void eventsThatDoNotFitTheirOperationAreKeptOut() {
        InstanceId other = InstanceId.parse(Api.newInstance(Api.newName()).getString("id"));
        worker.report(new InstanceRunning(operation, other, "evil.example.org", 1, null, null, 1), 1);
        worker.report(new InstanceDeleted(operation, instance), 2);
        passThrough();
        passThrough(other);

        assertThat(Api.get("/api/instances/" + other).jsonPath().getString("status"))
                .isEqualTo("creating");
        assertThat(Api.get("/api/operations/" + operation).jsonPath().getString("status"))
                .isEqualTo("pending");
    }

    @Test
    void poisonGoesToTheDeadLettersAndThePartitionGoesOn() {
        String poison = "not JSON " + UUID.randomUUID();
        worker.send(
                new ProducerRecord<>(Topic.INSTANCE_EVENTS.topicName(), instance.toString(), poison.getBytes(UTF_8)));
        worker.report(running(), 1);

        worker.awaitStatus(operation, "succeeded");
        var dead = worker.deadLetter(poison);
        assertThat(dead.key()).isEqualTo(instance.toString());
        assertThat(dead.headers().lastHeader("dead-letter-reason").value()).isNotEmpty();
    }

    @Test
    void anEventThatTheConstraintsRefuseIsADeadLetterToo() {
        worker.report(new InstanceRunning(operation, instance, "db.example.org", 70_000, null, null, 1), 1);
        worker.report(running(), 2);

        worker.awaitStatus(operation, "succeeded");
        assertThat(Api.get("/api/instances/" + instance).jsonPath().getInt("port"))
                .isEqualTo(5432);
    }

    @Test
    void anAbsurdSequenceDoesNotMakeLaterEventsLate() {
        worker.report(progressed("absurd"), 999_999_999);
        worker.report(progressed("one"), 1);
        worker.report(running(), 2);

        worker.awaitStatus(operation, "succeeded");
        assertThat(steps()).containsExactly("one", "succeeded");
    }

    @Test
    void instanceEventsBrokenInEveryWayHoldUpNoGoodOne() {
        var lost = new InstanceProgressed(OperationId.random(), instance, Progress.of("lost", "Lost."));
        HostileRecords.send(broker, HostileRecords.of(encoded(lost)).values());

        worker.report(running(), 1);

        worker.awaitStatus(operation, "succeeded");
        Management.get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void imageEventsBrokenInEveryWayHoldUpNoGoodOne() {
        worker.report(running(), 1);
        worker.awaitStatus(operation, "succeeded");
        Response response = Api.post("/api/images", Api.imageBody(Api.newName(), instance));
        ImageId image = ImageId.parse(Api.accepted(response).getString("id"));
        OperationId backup = OperationId.parse(Api.operation(response));
        var lost = new ImageProgressed(OperationId.random(), image, Progress.of("lost", "Lost."));
        HostileRecords.send(broker, HostileRecords.of(encoded(lost)).values());

        worker.report(FakeWorker.available(backup, image), 1);

        worker.awaitStatus(backup, "succeeded");
    }

    private ProducerRecord<String, byte[]> encoded(Event event) {
        return codec.encode(Envelope.event(event, 1, Instant.now(), Optional.empty()));
    }

    private InstanceProgressed progressed(String step) {
        return new InstanceProgressed(operation, instance, Progress.of(step, "Doing " + step + "."));
    }

    private InstanceRunning running() {
        return new InstanceRunning(operation, instance, "db.example.org", 5432, null, null, 1);
    }

    private List<String> steps() {
        return Api.get("/api/operations/" + operation).jsonPath().getList("events.step", String.class);
    }

    private void passThrough() {
        passThrough(instance);
    }

    /** Waits until everything reported of the instance so far was taken: a poison record behind it became a dead letter. */
    private void passThrough(InstanceId key) {
        String mark = "mark " + UUID.randomUUID();
        worker.send(new ProducerRecord<>(Topic.INSTANCE_EVENTS.topicName(), key.toString(), mark.getBytes(UTF_8)));
        worker.deadLetter(mark);
    }
}
