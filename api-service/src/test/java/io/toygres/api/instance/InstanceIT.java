package io.toygres.api.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceCommand.CancelInstanceOperation;
import io.toygres.contract.InstanceCommand.CreateInstance;
import io.toygres.contract.InstanceCommand.DeleteInstance;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceEvent.InstanceDeleted;
import io.toygres.contract.InstanceEvent.InstanceFailed;
import io.toygres.contract.InstanceEvent.InstanceProgressed;
import io.toygres.contract.InstanceEvent.InstanceRunning;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.PostgresVersion;
import io.toygres.contract.Progress;
import io.toygres.secret.Keyring;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class InstanceIT {

    private static final String SPECIAL = "pä$$ \\\"'`{}[]<>|&;:!?*~^%#@=+,./-_()🐘";

    @Inject
    FakeWorker worker;

    @Inject
    Keyring keyring;

    @Test
    void aNewInstanceTakesTheDefaults() {
        String name = Api.newName();

        JsonPath instance = Api.newInstance(name);

        assertThat(instance.getString("name")).isEqualTo(name);
        assertThat(instance.getString("status")).isEqualTo("creating");
        assertThat(instance.getString("image_type")).isEqualTo("stock");
        assertThat(instance.getString("postgres_version")).isEqualTo("16");
        assertThat(instance.getInt("storage_size_gb")).isEqualTo(10);
        assertThat(instance.getString("dns_label"))
                .isEqualTo(name + "-" + instance.getString("id").substring(0, 8));
        assertThat(instance.getList("allowed_cidrs")).isEmpty();
        assertThat(instance.getMap("")).doesNotContainKey("password");
    }

    @Test
    void aNewInstanceTakesWhatWasAskedFor() {
        JsonPath instance = Api.accepted(Api.post("/api/instances", """
                {"name": "%s", "password": "correct horse", "postgres_version": "15", "image_type": "pg_durable",
                 "storage_size_gb": 16384, "internal": true}""".formatted(Api.newName())));

        assertThat(instance.getString("image_type")).isEqualTo("pg_durable");
        assertThat(instance.getString("postgres_version")).isEqualTo("15");
        assertThat(instance.getInt("storage_size_gb")).isEqualTo(16384);
        assertThat(instance.getBoolean("internal")).isTrue();
        assertThat(instance.getString("dns_label")).isNull();
    }

    @Test
    void aPublicInstanceMayAllowSomeAddressesOnly() {
        Response response = Api.post("/api/instances", """
                {"name": "%s", "password": "correct horse", "allowed_cidrs": ["203.0.113.0/24", "2001:db8::/32"]}""".formatted(Api.newName()));

        assertThat(Api.accepted(response).getList("allowed_cidrs", String.class))
                .containsExactly("203.0.113.0/24", "2001:db8::/32");
        CreateInstance command = (CreateInstance) worker.command(Api.operation(response));
        assertThat(command.instance().sourceRanges()).containsExactly("203.0.113.0/24", "2001:db8::/32");
    }

    @Test
    void theCommandCarriesThePasswordEncryptedForTheInstance() {
        String name = Api.newName();
        Response response = Api.post("/api/instances", """
                {"name": "%s", "password": %s}""".formatted(name, Api.json(SPECIAL)));
        InstanceId id = InstanceId.parse(Api.accepted(response).getString("id"));

        CreateInstance command = (CreateInstance) worker.command(Api.operation(response));

        assertThat(command.instance())
                .isEqualTo(new InstanceSpec(
                        id,
                        name,
                        ImageType.STOCK,
                        new PostgresVersion(16),
                        10,
                        false,
                        name + "-" + id.toString().substring(0, 8),
                        null));
        assertThat(keyring.decrypt(command.password(), id.value()).reveal()).isEqualTo(SPECIAL);
        assertThat(command.password().text()).doesNotContain(SPECIAL);
    }

    @Test
    void runsOnceTheWorkerSaysSo() {
        Response response = Api.post("/api/instances", Api.instanceBody(Api.newName()));
        InstanceId id = InstanceId.parse(Api.accepted(response).getString("id"));
        OperationId operation = OperationId.parse(Api.operation(response));

        worker.report(new InstanceProgressed(operation, id, Progress.of("volume", "Waiting for the volume.")), 1);
        worker.report(new InstanceRunning(operation, id, "db.example.org", 5432, "203.0.113.9", true, 1234), 2);
        worker.awaitStatus(operation, "succeeded");

        JsonPath instance = Api.get("/api/instances/" + id).jsonPath();
        assertThat(instance.getString("status")).isEqualTo("running");
        assertThat(instance.getString("host")).isEqualTo("db.example.org");
        assertThat(instance.getInt("port")).isEqualTo(5432);
        assertThat(instance.getString("connection_uri"))
                .isEqualTo("postgresql://postgres@db.example.org:5432/postgres"
                        + "?sslmode=verify-full&sslrootcert=toygres-ca.pem");
        assertThat(instance.getString("address")).isEqualTo("203.0.113.9");
        JsonPath finished = Api.get("/api/operations/" + operation).jsonPath();
        assertThat(finished.getList("events.step", String.class)).containsExactly("volume", "succeeded");
        assertThat(finished.getString("started_at")).isNotNull();
        assertThat(finished.getString("finished_at")).isNotNull();
    }

    @Test
    void aFailedCreationShowsItsReasonAndKeepsItsName() {
        String name = Api.newName();
        Response response = Api.post("/api/instances", Api.instanceBody(name));
        InstanceId id = InstanceId.parse(Api.accepted(response).getString("id"));
        OperationId operation = OperationId.parse(Api.operation(response));

        worker.report(new InstanceFailed(operation, id, new Failure(ErrorCode.VOLUME_NOT_BOUND, "No volume.")), 1);
        worker.awaitStatus(operation, "failed");

        JsonPath instance = Api.get("/api/instances/" + id).jsonPath();
        assertThat(instance.getString("status")).isEqualTo("failed");
        assertThat(instance.getString("failure.code")).isEqualTo("VOLUME_NOT_BOUND");
        assertThat(instance.getString("failure.detail")).isEqualTo("No volume.");
        assertThat(instance.getString("failure.remedy")).isEqualTo(ErrorCode.VOLUME_NOT_BOUND.remedy());
        Api.refused(Api.post("/api/instances", Api.instanceBody(name)), 409, "INSTANCE_NAME_TAKEN", "name");
    }

    @Test
    void aDeletedInstanceIsGoneAndItsNameFree() {
        String name = Api.newName();
        InstanceId id = worker.runningInstance(name);

        Response response = Api.delete("/api/instances/" + id);
        assertThat(Api.accepted(response).getString("status")).isEqualTo("deleting");
        OperationId operation = OperationId.parse(Api.operation(response));
        assertThat(worker.command(operation.toString())).isEqualTo(new DeleteInstance(operation, id, name));
        worker.report(new InstanceDeleted(operation, id), 1);
        worker.awaitStatus(operation, "succeeded");

        Api.refused(Api.get("/api/instances/" + id), 404, "INSTANCE_NOT_FOUND", null);
        Api.refused(Api.delete("/api/instances/" + id), 404, "INSTANCE_NOT_FOUND", null);
        assertThat(Api.get("/api/instances?name=" + name).jsonPath().getList("items"))
                .isEmpty();
        Api.newInstance(name);
    }

    @Test
    void deletingTwiceIsOneOperation() {
        InstanceId id = worker.runningInstance(Api.newName());

        String first = Api.operation(Api.delete("/api/instances/" + id));
        String second = Api.operation(Api.delete("/api/instances/" + id));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void aFailedDeletionCanBeStartedAgain() {
        InstanceId id = worker.runningInstance(Api.newName());
        OperationId first = OperationId.parse(Api.operation(Api.delete("/api/instances/" + id)));
        worker.report(new InstanceFailed(first, id, new Failure(ErrorCode.DELETE_STUCK, "A finalizer.")), 1);
        worker.awaitStatus(first, "failed");
        JsonPath stuck = Api.get("/api/instances/" + id).jsonPath();
        assertThat(stuck.getString("status")).isEqualTo("deleting");
        assertThat(stuck.getString("failure.code")).isEqualTo("DELETE_STUCK");

        Response again = Api.delete("/api/instances/" + id);

        OperationId second = OperationId.parse(Api.operation(again));
        assertThat(second).isNotEqualTo(first);
        assertThat(Api.accepted(again).getString("failure")).isNull();
        worker.report(new InstanceDeleted(second, id), 1);
        worker.awaitStatus(second, "succeeded");
    }

    @Test
    void anInstanceBeingCreatedIsCancelledRatherThanDeleted() {
        Response response = Api.post("/api/instances", Api.instanceBody(Api.newName()));
        InstanceId id = InstanceId.parse(Api.accepted(response).getString("id"));
        OperationId operation = OperationId.parse(Api.operation(response));
        Api.refused(Api.delete("/api/instances/" + id), 409, "INSTANCE_BEING_CREATED", null);

        Api.accepted(Api.post("/api/operations/" + operation + "/cancel", ""));

        assertThat(worker.command(operation + "/cancel")).isEqualTo(new CancelInstanceOperation(operation, id));
        worker.report(new InstanceFailed(operation, id, new Failure(ErrorCode.CANCELLED, "As asked.")), 1);
        worker.awaitStatus(operation, "cancelled");
        assertThat(Api.get("/api/instances/" + id).jsonPath().getString("failure.code"))
                .isEqualTo("CANCELLED");
        Api.refused(Api.post("/api/operations/" + operation + "/cancel", ""), 409, "OPERATION_FINISHED", null);
    }

    @Test
    void aDeletionIsNotCancelled() {
        InstanceId id = worker.runningInstance(Api.newName());
        String operation = Api.operation(Api.delete("/api/instances/" + id));

        Api.refused(Api.post("/api/operations/" + operation + "/cancel", ""), 409, "OPERATION_NOT_CANCELLABLE", null);
    }

    @Test
    void aDnsLabelIsUniqueAmongTheLiving() {
        String label = Api.newName();
        String body = "{\"name\": \"%s\", \"password\": \"correct horse\", \"dns_label\": \"" + label + "\"}";
        Api.accepted(Api.post("/api/instances", body.formatted(Api.newName())));

        Api.refused(Api.post("/api/instances", body.formatted(Api.newName())), 409, "DNS_LABEL_TAKEN", "dns_label");
    }
}
