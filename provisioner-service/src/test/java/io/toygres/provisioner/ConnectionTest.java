package io.toygres.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.toygres.contract.EncryptedSecret;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceCommand.CreateInstance;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.PostgresVersion;
import io.toygres.operation.Attempt;
import io.toygres.operation.Outcome;
import io.toygres.provisioner.authority.TestAuthority;
import io.toygres.provisioner.connection.Stranger;
import io.toygres.provisioner.connection.Stranger.Demand;
import io.toygres.provisioner.connection.TestConnection;
import io.toygres.provisioner.connection.TestConnectionConfig;
import io.toygres.provisioner.create.CreateState;
import io.toygres.provisioner.instance.ClusterConfig;
import io.toygres.provisioner.instance.InstanceObjects;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long the last step waits for a server that is not the instance, and what it then fails with. */
@EnableKubernetesMockClient(crud = true)
class ConnectionTest {

    private static final long PROCESS = ProcessHandle.current().pid();

    /** The load balancer's, of this machine's loopback and this process's own: the port is PostgreSQL's, as always. */
    private static final InetSocketAddress BALANCER =
            new InetSocketAddress("127.77.%d.%d".formatted(PROCESS / 250 % 250, 1 + PROCESS % 250), 5432);

    @SuppressWarnings("NullAway.Init") // set by EnableKubernetesMockClient
    KubernetesClient client;

    private final CreateState state = new CreateState(new CreateInstance(
            OperationId.random(),
            new InstanceSpec(
                    InstanceId.random(),
                    "orders",
                    ImageType.STOCK,
                    new PostgresVersion(15),
                    10,
                    false,
                    "orders-db",
                    null),
            new EncryptedSecret("k1:AAAA")));

    @BeforeEach
    void createServiceAndSecret() {
        create(new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(ManagedObjects.NAMESPACE)
                .withName(state.names().service())
                .endMetadata()
                .withNewSpec()
                .withType("LoadBalancer")
                .endSpec()
                .withNewStatus()
                .withNewLoadBalancer()
                .addNewIngress()
                .withIp(BALANCER.getAddress().getHostAddress())
                .endIngress()
                .endLoadBalancer()
                .endStatus()
                .build());
        create(new SecretBuilder()
                .withNewMetadata()
                .withNamespace(ManagedObjects.NAMESPACE)
                .withName(state.names().secret())
                .endMetadata()
                .addToData("password", Base64.getEncoder().encodeToString(new byte[] {'x'}))
                .build());
    }

    @Test
    void waitsForAServerThatIsNotTheInstanceAndSaysSoInTheEnd() throws Exception {
        try (var _ = Stranger.demanding(Demand.CLEARTEXT, BALANCER)) {
            assertThat(attempt(false, Duration.ZERO)).isInstanceOf(Outcome.Wait.class);
            assertThat(code(attempt(false, Duration.ofMinutes(2)))).isEqualTo(ErrorCode.WRONG_SERVER);
        }
    }

    @Test
    void takesNoWordForItOfAServerWithoutACertificate() throws Exception {
        try (var _ = Stranger.demanding(Demand.SCRAM, BALANCER)) {
            assertThat(attempt(true, Duration.ZERO)).isInstanceOf(Outcome.Wait.class);
            assertThat(code(attempt(true, Duration.ofMinutes(2)))).isEqualTo(ErrorCode.WRONG_SERVER);
        }
    }

    @Test
    void failsAtOnceWhenTheInstanceItselfRefusesThePassword() throws Exception {
        try (var _ = Stranger.demanding(Demand.SCRAM, BALANCER)) {
            assertThat(code(attempt(false, Duration.ZERO))).isEqualTo(ErrorCode.WRONG_PASSWORD);
        }
    }

    private Outcome<CreateState> attempt(boolean certified, Duration inStep) throws Exception {
        var cluster = new ClusterConfig(ManagedObjects.NAMESPACE, Optional.empty(), Optional.empty(), "cluster.local");
        createServer(certified);
        var settings = Map.of("toygres.test-connection.address", "load-balancer-ip");
        var test = new TestConnection(
                new InstanceObjects(client, cluster),
                cluster,
                TestConfig.of(TestConnectionConfig.class, settings),
                client,
                TestAuthority.get());
        Instant now = Instant.now();
        return test.run(state, new Attempt(state.operationId(), 1, now, now, now.minus(inStep)));
    }

    /** With a certificate, or as an earlier release made it. */
    private void createServer(boolean certified) {
        client.resource(new StatefulSetBuilder()
                        .withNewMetadata()
                        .withNamespace(ManagedObjects.NAMESPACE)
                        .withName(state.names().statefulSet())
                        .endMetadata()
                        .withNewSpec()
                        .withNewTemplate()
                        .withNewSpec()
                        .addNewVolume()
                        .withName(certified ? "tls" : "data")
                        .endVolume()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .createOr(NonDeletingOperation::update);
    }

    private static ErrorCode code(Outcome<CreateState> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Fail.class);
        return ((Outcome.Fail<CreateState>) outcome).failure().code();
    }

    private void create(HasMetadata object) {
        client.resource(object).create();
    }
}
