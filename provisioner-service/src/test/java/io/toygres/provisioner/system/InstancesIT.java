package io.toygres.provisioner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Event;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceCommand.CancelInstanceOperation;
import io.toygres.contract.InstanceCommand.CreateInstance;
import io.toygres.contract.InstanceCommand.DeleteInstance;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceEvent.InstanceDeleted;
import io.toygres.contract.InstanceEvent.InstanceFailed;
import io.toygres.contract.InstanceEvent.InstanceRunning;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.PostgresVersion;
import io.toygres.contract.Topic;
import io.toygres.database.Database;
import io.toygres.internal.InternalToken;
import io.toygres.local.platform.HostileRecords;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.MessageCodec;
import io.toygres.provisioner.ManagedObjects;
import io.toygres.secret.Keyring;
import io.toygres.secret.Secret;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service from command to event, with a database, a broker and a cluster in which instances really run. */
@QuarkusTest
@WithTestResource(LocalSystem.class)
class InstancesIT {

    private static final String EVERY_KIND = "a'b\"c\\d$e`f${g}%h#i:j/k@l m;o|p&q<r>s!t*u?v~w[x]{y}^z=ä€🐘";
    private static final PostgresVersion INSTALLED = new PostgresVersion(15);

    @Inject
    MessageCodec codec;

    @Inject
    Keyring keyring;

    @Inject
    KubernetesClient client;

    @Inject
    Database database;

    @Inject
    InternalToken token;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String broker;

    private ApiService api;

    @BeforeEach
    void listen() {
        api = new ApiService(codec, broker);
    }

    @AfterEach
    void hangUp() {
        api.close();
    }

    @Test
    void createsAnInstanceThatAsksForItsPasswordOutsideAndForNoneInside() throws Exception {
        InstanceSpec orders = publicInstance("orders", "slow-orders");
        InstanceRunning running = running(create(orders));
        assertThat(running.host()).isEqualTo("slow-orders.toygres.test");
        assertThat(query(running, EVERY_KIND, "SHOW toygres.instance_id"))
                .isEqualTo(orders.instanceId().toString());
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> query(running, "wrong", "SELECT 1"))
                .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        assertThat(insideThePod(orders, "SELECT 'trusted'")).isEqualTo("trusted");
        assertThat(logs(orders)).contains("database system is ready to accept connections");
        assertThat(delete(orders)).isInstanceOf(InstanceDeleted.class);
        assertThat(objectsOf(orders)).isEmpty();
    }

    @Test
    void preloadsPgDurableInItsInstances() throws Exception {
        InstanceSpec workflows = new InstanceSpec(
                InstanceId.random(), "workflows", ImageType.PG_DURABLE, INSTALLED, 1, false, "workflows", null);
        InstanceRunning running = running(create(workflows));
        assertThat(query(running, EVERY_KIND, "SHOW shared_preload_libraries")).isEqualTo("pg_durable");
        assertThat(delete(workflows)).isInstanceOf(InstanceDeleted.class);
    }

    @Test
    void undoesAnInstanceWhoseNameNeverAppears() {
        InstanceSpec lost = publicInstance("lost", "never-lost");
        OperationId operation = send(lost);
        letTheConnectionTestRunOut(operation);
        assertThat(failure(api.outcome(operation))).isEqualTo(ErrorCode.DNS_NOT_PROPAGATED);
        assertThat(objectsOf(lost)).isEmpty();
    }

    @Test
    void saysWhyNoNodeTakesTheServerUntilOneDoes() {
        InstanceSpec late = publicInstance("late", "late");
        OperationId operation;
        cordon(true);
        try {
            operation = send(late);
            api.awaitWords(
                    operation,
                    "waiting for the volume to be bound: the pod has no node yet:"
                            + " 0/1 nodes are available: 1 node(s) were unschedulable.");
        } finally {
            cordon(false);
        }
        running(api.outcome(operation));
        assertThat(delete(late)).isInstanceOf(InstanceDeleted.class);
    }

    /** As {@code kubectl cordon} does. */
    private void cordon(boolean unschedulable) {
        client.nodes().list().getItems().forEach(node -> client.resource(node).edit(current -> new NodeBuilder(current)
                .editOrNewSpec()
                .withUnschedulable(unschedulable)
                .endSpec()
                .build()));
    }

    @Test
    void undoesAnInstanceWhoseImageDoesNotExist() {
        InstanceSpec future = new InstanceSpec(
                InstanceId.random(), "future", ImageType.STOCK, new PostgresVersion(99), 1, true, null, null);
        assertThat(failure(create(future))).isEqualTo(ErrorCode.IMAGE_PULL_FAILED);
        assertThat(objectsOf(future)).isEmpty();
    }

    @Test
    void undoesACreateThatIsCancelledOnItsWay() {
        InstanceSpec unwanted = publicInstance("unwanted", "never-unwanted");
        OperationId operation = send(unwanted);
        api.awaitStep(operation, "test-connection");
        api.send(new CancelInstanceOperation(operation, unwanted.instanceId()));
        assertThat(failure(api.outcome(operation))).isEqualTo(ErrorCode.CANCELLED);
        assertThat(objectsOf(unwanted)).isEmpty();
    }

    @Test
    void appliesACommandThatIsSentTwiceOnce() {
        InstanceSpec twice = publicInstance("twice", "never-twice");
        var command = command(twice);
        api.send(command);
        api.send(command);
        letTheConnectionTestRunOut(command.operationId());
        assertThat(failure(api.outcome(command.operationId()))).isEqualTo(ErrorCode.DNS_NOT_PROPAGATED);
        assertThat(api.heard(command.operationId()))
                .extracting(event -> event.sequence())
                .doesNotHaveDuplicates();
    }

    @Test
    void recordsBrokenInEveryWayHoldUpNoGoodOne() {
        InstanceId instance = InstanceId.random();
        var broken = codec.encode(
                Envelope.command(new DeleteInstance(OperationId.random(), instance, "gone"), Instant.now()));
        HostileRecords.send(broker, HostileRecords.of(broken).values());
        var good = new DeleteInstance(OperationId.random(), instance, "gone");

        api.send(good);

        assertThat(api.outcome(good.operationId())).isInstanceOf(InstanceDeleted.class);
    }

    @Test
    void putsAsideWhatItCannotReadAndGoesOn() {
        String key = InstanceId.random().toString();
        api.send(new ProducerRecord<>(Topic.INSTANCE_COMMANDS.topicName(), key, "{}".getBytes(StandardCharsets.UTF_8)));
        assertThat(api.deadLetter(key).headers().lastHeader("dead-letter-reason"))
                .isNotNull();
        InstanceSpec gone = publicInstance("gone", "gone");
        assertThat(delete(gone)).isInstanceOf(InstanceDeleted.class);
    }

    private static InstanceSpec publicInstance(String name, String dnsLabel) {
        return new InstanceSpec(InstanceId.random(), name, ImageType.STOCK, INSTALLED, 1, false, dnsLabel, null);
    }

    private Event create(InstanceSpec instance) {
        return api.outcome(send(instance));
    }

    private OperationId send(InstanceSpec instance) {
        CreateInstance command = command(instance);
        api.send(command);
        return command.operationId();
    }

    /** Two minutes pass for the operation: its times are the database's, the one clock of all replicas. */
    private void letTheConnectionTestRunOut(OperationId operation) {
        api.awaitStep(operation, "test-connection");
        int moved = database.withConnection(
                tx -> tx.sql("UPDATE operation SET step_started_at = step_started_at - interval '2 min' WHERE id = :id")
                        .bind("id", operation.value())
                        .update());
        assertThat(moved).isOne();
    }

    private CreateInstance command(InstanceSpec instance) {
        var password =
                keyring.encrypt(new Secret(EVERY_KIND), instance.instanceId().value());
        return new CreateInstance(OperationId.random(), instance, password);
    }

    private Event delete(InstanceSpec instance) {
        OperationId operation = OperationId.random();
        api.send(new DeleteInstance(operation, instance.instanceId(), instance.name()));
        return api.outcome(operation);
    }

    private static InstanceRunning running(Event outcome) {
        assertThat(outcome).isInstanceOf(InstanceRunning.class);
        return (InstanceRunning) outcome;
    }

    private static ErrorCode failure(Event outcome) {
        assertThat(outcome).isInstanceOf(InstanceFailed.class);
        return ((InstanceFailed) outcome).failure().code();
    }

    private static String query(InstanceRunning instance, String password, String sql) throws SQLException {
        String url = "jdbc:postgresql://" + instance.host() + ":" + instance.port() + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, "postgres", password);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private String insideThePod(InstanceSpec instance, String sql) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var exec = client.pods()
                .inNamespace(ManagedObjects.NAMESPACE)
                .withName(
                        instance.name() + "-" + instance.instanceId().toString().substring(0, 8) + "-0")
                .inContainer("postgres")
                .writingOutput(out)
                .exec("psql", "-h", "127.0.0.1", "-U", "postgres", "-w", "-XAtc", sql)) {
            assertThat(exec.exitCode().get(30, TimeUnit.SECONDS)).isZero();
        }
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    private String logs(InstanceSpec instance) {
        return RestAssured.given()
                .header("Authorization", token.header())
                .get("/internal/instances/{id}/logs", instance.instanceId().toString())
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private List<HasMetadata> objectsOf(InstanceSpec instance) {
        return ManagedObjects.of(client, instance.instanceId());
    }
}
