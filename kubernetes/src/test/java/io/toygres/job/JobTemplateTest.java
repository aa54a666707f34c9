package io.toygres.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.toygres.job.JobRequest.JobName;
import io.toygres.job.JobRequest.Work;
import io.toygres.kubernetes.Labels;
import io.toygres.telemetry.TraceContext;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobTemplateTest {

    private record Spec(String imageId) {}

    private record Identity(Optional<String> clientId, Optional<String> tenantId, Optional<URI> authorityHost)
            implements WorkloadIdentitySettings {
        static Identity byWebhook() {
            return new Identity(Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    private static final TestJobSettings PLAIN = new TestJobSettings(Optional.empty(), Optional.empty());

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @Test
    void neverRunsTwoPodsAtOnceAndRetriesNothingThatIsFinal() {
        Job job = build(PLAIN, Identity.byWebhook());

        assertThat(job.getSpec().getPodReplacementPolicy()).isEqualTo("Failed");
        assertThat(job.getSpec().getBackoffLimit()).isEqualTo(3);
        assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(3600);
        assertThat(job.getSpec()
                        .getPodFailurePolicy()
                        .getRules()
                        .getFirst()
                        .getOnExitCodes()
                        .getValues())
                .containsExactly(42);
        assertThat(pod(job).getRestartPolicy()).isEqualTo("Never");
    }

    @Test
    void runsAsPostgresWithNothingMoreThanItNeeds() {
        PodSpec pod = pod(build(PLAIN, Identity.byWebhook()));

        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(999);
        assertThat(pod.getSecurityContext().getFsGroup()).isEqualTo(999);
        assertThat(pod.getSecurityContext().getFsGroupChangePolicy()).isEqualTo("OnRootMismatch");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        Container container = pod.getContainers().getFirst();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getEmptyDir() != null)
                .allSatisfy(volume ->
                        assertThat(volume.getEmptyDir().getSizeLimit()).isNotNull());
    }

    @Test
    void handsTheScriptOneDocumentAndItsAttempt() {
        Container container =
                pod(build(PLAIN, Identity.byWebhook())).getContainers().getFirst();

        assertThat(container.getCommand()).containsExactly("toygres-job", "backup");
        assertThat(container.getEnv())
                .filteredOn(variable -> variable.getName().equals("TOYGRES_SPEC"))
                .extracting(EnvVar::getValue)
                .containsExactly("{\"image_id\":\"i\"}");
        assertThat(names(container)).contains("TOYGRES_ATTEMPT").doesNotContain("AZURE_CLIENT_ID", "HTTPS_PROXY");
    }

    @Test
    void leavesTheIdentityToTheWebhookUnlessItIsConfigured() {
        var identity = new Identity(
                Optional.of("client"), Optional.of("tenant"), Optional.of(URI.create("https://login.example/")));
        Job byWebhook = build(PLAIN, Identity.byWebhook());
        Job configured = build(PLAIN, identity);

        assertThat(byWebhook.getSpec().getTemplate().getMetadata().getLabels())
                .containsEntry(Labels.USE_WORKLOAD_IDENTITY, "true");
        assertThat(names(pod(configured).getContainers().getFirst()))
                .contains("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_AUTHORITY_HOST", "AZURE_FEDERATED_TOKEN_FILE");
        assertThat(pod(configured).getVolumes()).extracting(Volume::getName).contains("azure-identity-token");
        var half = new Identity(Optional.of("client"), Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> build(PLAIN, half)).hasMessageContaining("toygres.workload-identity");
    }

    @Test
    void bringsProxyAndAuthoritiesWhereTheyAreConfigured() throws Exception {
        Path ca = Files.writeString(folder.resolve("ca.pem"), "PEM");
        var settings = new TestJobSettings(Optional.of(URI.create("http://proxy:3128")), Optional.of(ca));

        assertThat(names(pod(build(settings, Identity.byWebhook()))
                        .getContainers()
                        .getFirst()))
                .contains("HTTPS_PROXY", "SSL_CERT_FILE");
        ConfigMap authorities = new JobTemplate(settings, Identity.byWebhook())
                .authorities("ns")
                .orElseThrow();
        assertThat(authorities.getData()).containsEntry("ca.pem", "PEM");
        assertThat(pod(build(settings, Identity.byWebhook())).getVolumes())
                .filteredOn(volume -> volume.getConfigMap() != null)
                .extracting(volume -> volume.getConfigMap().getName())
                .containsExactly(authorities.getMetadata().getName());
        assertThat(authorities.getMetadata().getName())
                .isNotEqualTo(new TrustedAuthorities("OTHER")
                        .configMap("ns")
                        .getMetadata()
                        .getName());
    }

    @Test
    void tellsTheJobInWhichTraceItWasCreated() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Job traced;
        try (var _ = TraceContext.read(Optional.of(trace)).makeCurrent()) {
            traced = build(PLAIN, Identity.byWebhook());
        }
        Job untraced = build(PLAIN, Identity.byWebhook());

        assertThat(traced.getMetadata().getAnnotations()).containsEntry(Labels.TRACEPARENT, trace);
        assertThat(pod(traced).getContainers().getFirst().getEnv())
                .filteredOn(variable -> variable.getName().equals("TRACEPARENT"))
                .extracting(EnvVar::getValue)
                .containsExactly(trace);
        assertThat(untraced.getMetadata().getAnnotations()).isNullOrEmpty();
        assertThat(names(pod(untraced).getContainers().getFirst())).doesNotContain("TRACEPARENT");
    }

    private static Job build(TestJobSettings settings, Identity identity) {
        var work = Work.program("tools:15", "backup", new Spec("i"));
        return new JobTemplate(settings, identity)
                .job(new JobRequest(
                        new JobName("ns", "backup-1"),
                        Map.of(Labels.OPERATION_ID, "o"),
                        work,
                        List.of(JobVolume.password("orders-secret")),
                        Duration.ofHours(1)));
    }

    private static PodSpec pod(Job job) {
        return job.getSpec().getTemplate().getSpec();
    }

    private static List<String> names(Container container) {
        return container.getEnv().stream().map(EnvVar::getName).toList();
    }
}
