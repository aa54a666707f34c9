package io.toygres.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceCommand.CreateInstance;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceEvent.InstanceRunning;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.PostgresVersion;
import io.toygres.operation.Attempt;
import io.toygres.operation.Outcome;
import io.toygres.operation.Step;
import io.toygres.provisioner.create.CreateState;
import io.toygres.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection test of a service that reaches nothing of the cluster but its API: address {@code pod-exec}. */
class PodExecIT {

    private static final String PASSWORD = " a'b\"c\\d$e`f${g}%h#i:j ä€🐘 ";

    private static TestCluster cluster;
    private static KubernetesClient client;
    private static CreateState instance;
    private static Step<CreateState> testConnection;

    @BeforeAll
    static void createAnInstance(@TempDir Path folder) throws Exception {
        cluster = TestCluster.in(folder);
        client = cluster.client();
        InstanceId id = InstanceId.random();
        instance = new CreateState(new CreateInstance(
                OperationId.random(),
                new InstanceSpec(id, "orders", ImageType.STOCK, new PostgresVersion(15), 1, true, null, null),
                cluster.keyring().encrypt(new Secret(PASSWORD), id.value())));
        var settings = Map.of(
                "toygres.blob.container-url", "https://blobs.test/images",
                "toygres.test-connection.address", "pod-exec");
        var plan = Provisioner.on(client, cluster.keyring(), settings).create().plan();
        assertThat(new PlanWalk<>(plan, instance).runTo("test-connection")).isInstanceOf(Outcome.Next.class);
        testConnection = plan.entries().getLast().step();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @Test
    void provesTheInstanceByItsPassword() throws Exception {
        Outcome<CreateState> outcome = verdict();
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(((Outcome.Done<CreateState>) outcome).events())
                .singleElement()
                .isInstanceOf(InstanceRunning.class);
    }

    @Test
    void failsAtOnceOverAWrongPassword() throws Exception {
        inSecret("another one");
        try {
            assertThat(failure().code()).isEqualTo(ErrorCode.WRONG_PASSWORD);
        } finally {
            inSecret(PASSWORD);
        }
    }

    @Test
    void failsOverAnotherServerThatWasWaitedForInVain() throws Exception {
        InstanceId other = InstanceId.random();
        psql("ALTER ROLE postgres SET toygres.instance_id = '" + other + "'");
        try {
            Outcome<CreateState> outcome = testConnection.run(instance, attempt(Duration.ofMinutes(2)));
            assertThat(outcome).isInstanceOf(Outcome.Fail.class);
            Failure failure = ((Outcome.Fail<CreateState>) outcome).failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.WRONG_SERVER);
            assertThat(failure.detail()).contains(other.toString());
        } finally {
            psql("ALTER ROLE postgres RESET toygres.instance_id");
        }
    }

    /** A login that took too long is none: the engine would try again, and so does this, a few times. */
    private static Outcome<CreateState> verdict() throws Exception {
        Outcome<CreateState> outcome = testConnection.run(instance, attempt());
        for (int attempt = 1; attempt < 6 && outcome instanceof Outcome.Wait; attempt++) {
            outcome = testConnection.run(instance, attempt());
        }
        return outcome;
    }

    private static Failure failure() throws Exception {
        Outcome<CreateState> outcome = verdict();
        assertThat(outcome).isInstanceOf(Outcome.Fail.class);
        return ((Outcome.Fail<CreateState>) outcome).failure();
    }

    private static void inSecret(String password) {
        String bytes = Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
        client.secrets()
                .inNamespace(ManagedObjects.NAMESPACE)
                .withName(instance.names().secret())
                .edit(secret ->
                        new SecretBuilder(secret).addToData("password", bytes).build());
    }

    private static void psql(String sql) throws Exception {
        var complaint = new ByteArrayOutputStream();
        try (var exec = client.pods()
                .inNamespace(ManagedObjects.NAMESPACE)
                .withName(instance.names().pod())
                .inContainer("postgres")
                .writingError(complaint)
                .exec("psql", "-h", "127.0.0.1", "-U", "postgres", "-w", "-Xc", sql)) {
            assertThat(exec.exitCode().get(2, TimeUnit.MINUTES))
                    .as(complaint::toString)
                    .isZero();
        }
    }

    private static Attempt attempt() {
        return attempt(Duration.ZERO);
    }

    private static Attempt attempt(Duration inStep) {
        Instant now = Instant.now();
        return new Attempt(OperationId.random(), 1, now, now, now.minus(inStep));
    }
}
