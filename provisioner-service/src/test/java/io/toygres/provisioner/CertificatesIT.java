package io.toygres.provisioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.toygres.contract.EncryptedSecret;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceCommand.CreateInstance;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceEvent.InstanceRunning;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.PostgresVersion;
import io.toygres.local.process.Pause;
import io.toygres.operation.Outcome;
import io.toygres.provisioner.authority.TestAuthority;
import io.toygres.provisioner.authority.TestAuthority.CaFiles;
import io.toygres.provisioner.certificate.ServedCertificate;
import io.toygres.provisioner.certificate.TestPass;
import io.toygres.provisioner.create.CreateState;
import java.math.BigInteger;
import java.net.ConnectException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance's certificate from its server's first start on, in a cluster where the server really runs. */
class CertificatesIT {

    private static final String PASSWORD = "correct horse";

    private static final Map<String, String> SETTINGS = Map.of(
            "toygres.blob.container-url", "https://blobs.test/images",
            "toygres.test-connection.address", "cluster-ip");

    /** A new certificate is due for renewal ten seconds later. */
    private static final Map<String, String> SHORT = Map.of(
            "toygres.certificates.validity", "1M",
            "toygres.certificates.renew-before", "50S",
            "toygres.certificates.every", "1S");

    private static TestCluster cluster;
    private static KubernetesClient client;
    private static CreateState orders;
    private static InstanceRunning running;

    @BeforeAll
    static void createAnInstance(@TempDir Path folder) throws Exception {
        cluster = TestCluster.in(folder);
        client = cluster.client();
        orders = instance("orders");
        running = run(orders);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @Test
    void servesTheCertificateOfItsSecretAndLetsNobodyInWithoutTls() throws Exception {
        assertThat(running.tls()).isTrue();
        assertThat(running.address()).isEqualTo(clusterIp(orders));
        try (Connection connection = connect("verify-full&sslrootcert=" + authority())) {
            assertThat(connection.isValid(10)).isTrue();
        }
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connect("disable"))
                .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("28000"));
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connect("verify-full&sslrootcert="
                        + TestAuthority.make("foreign-").certificates()));
    }

    @Test
    void renewsACertificateThatEndsSoonAndHasTheServerLoadItWithoutARestart() throws Exception {
        CaFiles next = TestAuthority.make("next-");
        BigInteger first = served(orders);
        try (Connection connection = connect("require")) {
            // By another CA, as in a rotation, to have a certificate of one minute at all.
            TestPass pass =
                    new TestPass(client, next.with(TestAuthority.files()).authority(), SHORT);
            BigInteger second = awaitAnother(orders, first, pass);
            awaitAnother(orders, second, pass);
            assertThat(connection.isValid(10)).isTrue();
        } finally {
            TestPass back =
                    new TestPass(client, TestAuthority.files().with(next).authority(), Map.of());
            awaitAnother(orders, served(orders), back);
            new TestPass(client, TestAuthority.get(), Map.of()).run();
        }
    }

    @Test
    void leavesACertificateThatIsAsItHasToBe() throws Exception {
        BigInteger before = served(orders);
        String version = secret(orders).getMetadata().getResourceVersion();
        new TestPass(client, TestAuthority.get(), Map.of()).run();
        assertThat(served(orders)).isEqualTo(before);
        assertThat(secret(orders).getMetadata().getResourceVersion()).isEqualTo(version);
    }

    /** As when two installations share a namespace: neither renews what the other one made. */
    @Test
    void leavesACertificateOfAnotherInstallationAndCountsIt() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Metrics.addRegistry(meters);
        try {
            BigInteger before = served(orders);
            String version = secret(orders).getMetadata().getResourceVersion();
            new TestPass(client, TestAuthority.make("foreign-").authority(), Map.of()).run();
            assertThat(meters.counter("toygres.certificates.foreign").count()).isPositive();
            assertThat(served(orders)).isEqualTo(before);
            assertThat(secret(orders).getMetadata().getResourceVersion()).isEqualTo(version);
        } finally {
            Metrics.removeRegistry(meters);
        }
    }

    @Test
    void givesAnInstanceOfAnEarlierReleaseOneAtItsNextStart() throws Exception {
        CreateState earlier = instance("earlier");
        run(earlier);
        withoutTls(earlier);
        String uid = pod(earlier).getMetadata().getUid();

        TestPass pass = new TestPass(client, TestAuthority.get(), Map.of());
        pass.run();
        pass.run();

        assertThat(secret(earlier).getData()).containsKeys("tls.crt", "tls.key", "ca.crt");
        Pause.of(Duration.ofSeconds(2));
        assertThat(pod(earlier).getMetadata().getUid()).isEqualTo(uid);
        client.resource(pod(earlier)).delete();
        awaitReady(earlier, uid);
        assertThat(served(earlier)).isPositive();
    }

    private static CreateState instance(String name) {
        InstanceId id = InstanceId.random();
        EncryptedSecret password = cluster.keyring().encrypt(new io.toygres.secret.Secret(PASSWORD), id.value());
        return new CreateState(new CreateInstance(
                OperationId.random(),
                new InstanceSpec(id, name, ImageType.STOCK, new PostgresVersion(15), 1, true, null, List.of()),
                password));
    }

    private static InstanceRunning run(CreateState state) throws Exception {
        var plan = Provisioner.on(client, cluster.keyring(), SETTINGS).create().plan();
        var walk = new PlanWalk<>(plan, state);
        assertThat(walk.runTo("test-connection")).isInstanceOf(Outcome.Next.class);
        var done = walk.runUntil(walk.steps() - 1, Outcome.Done.class::isInstance);
        return (InstanceRunning) ((Outcome.Done<CreateState>) done).events().getFirst();
    }

    private static Connection connect(String sslMode) throws SQLException {
        String url = "jdbc:postgresql://" + clusterIp(orders) + ":5432/postgres?sslmode=" + sslMode;
        return DriverManager.getConnection(url, "postgres", PASSWORD);
    }

    private static Path authority() {
        return TestAuthority.files().certificates();
    }

    /** The Service leads to a pod that is ready a moment later. */
    private static BigInteger served(CreateState state) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (true) {
            try {
                return ServedCertificate.at(clusterIp(state), 5432).getSerialNumber();
            } catch (ConnectException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Pause.of(Duration.ofMillis(200));
            }
        }
    }

    private static BigInteger awaitAnother(CreateState state, BigInteger former, TestPass pass) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (served(state).equals(former)) {
            assertThat(System.nanoTime()).as("still the former certificate").isLessThan(end);
            pass.run();
            Pause.of(Duration.ofMillis(500));
        }
        return served(state);
    }

    /** As an earlier release made it: the Secret is not there, and the pod knows nothing of it. */
    private static void withoutTls(CreateState state) {
        String uid = pod(state).getMetadata().getUid();
        client.resources(StatefulSet.class)
                .inNamespace(ManagedObjects.NAMESPACE)
                .withName(state.names().statefulSet())
                .edit(CertificatesIT::stripped);
        client.resource(secret(state)).delete();
        awaitReady(state, uid);
    }

    private static StatefulSet stripped(StatefulSet set) {
        var pod = set.getSpec().getTemplate().getSpec();
        pod.getVolumes().removeIf(volume -> volume.getName().equals("tls"));
        var postgres = pod.getContainers().getFirst();
        postgres.getVolumeMounts().removeIf(mount -> mount.getName().equals("tls"));
        List<String> command = postgres.getCommand();
        postgres.setCommand(List.copyOf(command.subList(0, command.indexOf("ssl=on") - 1)));
        return set;
    }

    private static void awaitReady(CreateState state, String formerUid) {
        client.pods()
                .inNamespace(ManagedObjects.NAMESPACE)
                .withName(state.names().pod())
                .waitUntilCondition(
                        pod -> pod != null
                                && !pod.getMetadata().getUid().equals(formerUid)
                                && pod.getStatus().getConditions().stream()
                                        .anyMatch(
                                                condition -> condition.getType().equals("Ready")
                                                        && condition.getStatus().equals("True")),
                        3,
                        TimeUnit.MINUTES);
    }

    private static Pod pod(CreateState state) {
        return client.pods()
                .inNamespace(ManagedObjects.NAMESPACE)
                .withName(state.names().pod())
                .get();
    }

    private static Secret secret(CreateState state) {
        return client.secrets()
                .inNamespace(ManagedObjects.NAMESPACE)
                .withName(state.names().certificate())
                .get();
    }

    private static String clusterIp(CreateState state) {
        Service service = client.services()
                .inNamespace(ManagedObjects.NAMESPACE)
                .withName(state.names().service())
                .get();
        return service.getSpec().getClusterIP();
    }
}
