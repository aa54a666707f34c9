package io.toygres.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.job.JobSettings;
import io.toygres.provisioner.certificate.CertificateConfig;
import io.toygres.provisioner.connection.AddressKind;
import io.toygres.provisioner.connection.TestConnectionConfig;
import io.toygres.provisioner.instance.ContainerImagesConfig;
import io.toygres.provisioner.instance.InstanceConfig;
import io.toygres.provisioner.readiness.ReadinessConfig;
import io.toygres.provisioner.restore.RestoreConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names and defaults of the settings: operators have them in their manifests. */
class SettingsTest {

    @Test
    void testConnection() {
        var usual = TestConfig.defaults(TestConnectionConfig.class);
        assertThat(usual.address()).isEqualTo(AddressKind.PUBLIC_DNS);
        assertThat(usual.firstDelay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(usual.longestDelay()).isEqualTo(Duration.ofSeconds(30));
        assertThat(usual.deadline()).isEqualTo(Duration.ofMinutes(2));
        assertThat(usual.attemptTimeout()).isEqualTo(Duration.ofSeconds(5));
        var set = TestConfig.of(
                TestConnectionConfig.class,
                Map.of(
                        "toygres.test-connection.address", "load-balancer-ip",
                        "toygres.test-connection.first-delay", "1s",
                        "toygres.test-connection.longest-delay", "10s",
                        "toygres.test-connection.deadline", "300s",
                        "toygres.test-connection.attempt-timeout", "3s"));
        assertThat(set.address()).isEqualTo(AddressKind.LOAD_BALANCER_IP);
        assertThat(set.firstDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(set.longestDelay()).isEqualTo(Duration.ofSeconds(10));
        assertThat(set.deadline()).isEqualTo(Duration.ofMinutes(5));
        assertThat(set.attemptTimeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void containerImages() {
        var usual = TestConfig.defaults(ContainerImagesConfig.class);
        assertThat(usual.stock().runtime()).isEqualTo("postgres:{major}");
        assertThat(usual.stock().tools()).isEqualTo("toygres-tools:{major}");
        assertThat(usual.pgDurable().runtime()).isEqualTo("toygres-pg-durable:{major}");
        assertThat(usual.pgDurable().tools()).isEqualTo("toygres-pg-durable-tools:{major}");
        var set = TestConfig.of(
                ContainerImagesConfig.class,
                Map.of("toygres.container-images.pg-durable.runtime", "registry.example.com/durable:{major}"));
        assertThat(set.pgDurable().runtime()).isEqualTo("registry.example.com/durable:{major}");
    }

    @Test
    void instance() {
        var usual = TestConfig.defaults(InstanceConfig.class);
        assertThat(usual.cpuRequest()).isEqualTo("250m");
        assertThat(usual.cpuLimit()).isEqualTo("2");
        assertThat(usual.memory()).isEqualTo("1Gi");
        assertThat(TestConfig.of(InstanceConfig.class, Map.of("toygres.instance.memory", "4Gi"))
                        .memory())
                .isEqualTo("4Gi");
    }

    @Test
    void podsOfInstancesAndJobs() {
        assertThat(TestConfig.defaults(InstanceConfig.class).pod().labels()).isEmpty();
        var instances = TestConfig.of(
                        InstanceConfig.class,
                        Map.of(
                                "toygres.instance.pod.image-pull-secrets", "registry,mirror",
                                "toygres.instance.pod.node-selector", "agentpool=databases",
                                "toygres.instance.pod.tolerations", "dedicated=postgres:NoSchedule",
                                "toygres.instance.pod.priority-class", "databases",
                                "toygres.instance.pod.annotations", "example.com/owner=dba",
                                "toygres.instance.pod.labels", "cost-center=12"))
                .pod();
        assertThat(instances.imagePullSecrets()).contains(List.of("registry", "mirror"));
        assertThat(instances.nodeSelector()).contains(List.of("agentpool=databases"));
        assertThat(instances.tolerations()).contains(List.of("dedicated=postgres:NoSchedule"));
        assertThat(instances.priorityClass()).contains("databases");
        assertThat(instances.annotations()).contains(List.of("example.com/owner=dba"));
        assertThat(instances.labels()).contains(List.of("cost-center=12"));
        assertThat(TestConfig.of(JobSettings.class, Map.of("toygres.jobs.pod.priority-class", "batch"))
                        .pod()
                        .priorityClass())
                .contains("batch");
    }

    @Test
    void readiness() {
        var usual = TestConfig.defaults(ReadinessConfig.class);
        assertThat(usual.volume()).isEqualTo(Duration.ofMinutes(20));
        assertThat(usual.server()).isEqualTo(Duration.ofMinutes(20));
        assertThat(usual.address()).isEqualTo(Duration.ofMinutes(10));
        assertThat(usual.patience()).isEqualTo(Duration.ofMinutes(1));
        assertThat(TestConfig.of(ReadinessConfig.class, Map.of("toygres.readiness.server", "1h"))
                        .server())
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void restore() {
        var usual = TestConfig.defaults(RestoreConfig.class);
        assertThat(usual.jobDeadline()).isEqualTo(Duration.ofDays(1));
        assertThat(usual.parallelism()).isEqualTo(4);
        assertThat(TestConfig.of(RestoreConfig.class, Map.of("toygres.restore.job-deadline", "2h"))
                        .jobDeadline())
                .isEqualTo(Duration.ofHours(2));
    }

    @Test
    void certificates() {
        var usual = TestConfig.defaults(CertificateConfig.class);
        assertThat(usual.validity()).isEqualTo(Duration.ofDays(90));
        assertThat(usual.renewBefore()).isEqualTo(Duration.ofDays(30));
        assertThat(usual.every()).isEqualTo(Duration.ofMinutes(10));
        var set = TestConfig.of(
                CertificateConfig.class,
                Map.of(
                        "toygres.certificates.validity", "365D",
                        "toygres.certificates.renew-before", "60D",
                        "toygres.certificates.every", "1H"));
        assertThat(set.validity()).isEqualTo(Duration.ofDays(365));
        assertThat(set.renewBefore()).isEqualTo(Duration.ofDays(60));
        assertThat(set.every()).isEqualTo(Duration.ofHours(1));
    }
}
