package io.toygres.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a container can reach of volumes, processes and identities: what its pod gives it. */
class IsolationTest extends ClusterTest {

    @Test
    void twoContainersShareTheirVolumesAndNothingElse() {
        Container left = container(
                "left",
                "echo one > /pipes/secret-of-left; mkfifo /pipes/fifo; export SECRET=left; "
                        + "echo hello > /pipes/fifo; sleep 0.5; ls -d /proc/[0-9]* | wc -l; ls /own 2>&1");
        Container right = container(
                "right",
                "until [[ -p /pipes/fifo ]]; do sleep 0.05; done; cat /pipes/fifo; "
                        + "cat /proc/[0-9]*/environ | tr '\\0' '\\n' | grep -c SECRET; ls /own 2>&1; id -u");
        left.getEnv().add(new EnvVar("SECRET", "left", null));
        left.getVolumeMounts().add(mount("own"));
        Job job = job("pair", "true");
        job.getSpec()
                .getTemplate()
                .setSpec(new PodSpecBuilder(job.getSpec().getTemplate().getSpec())
                        .withContainers(left, right)
                        .addNewVolume()
                        .withName("pipes")
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .endVolume()
                        .addNewVolume()
                        .withName("own")
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .endVolume()
                        .build());

        Pod pod = podsOf(awaitEnd(run(job))).getFirst();

        assertThat(pod.getStatus().getPhase()).isEqualTo("Succeeded");
        assertThat(client.pods().resource(pod).inContainer("right").getLog())
                .startsWith("hello\n0\n")
                .contains("/own': No such file");
    }

    @Test
    void aTokenIsMountedOnlyWhereThePodWantsOne() {
        String look = "cat /var/run/secrets/kubernetes.io/serviceaccount/token | wc -c";
        Job without = job("without", look);
        without.getSpec().getTemplate().getSpec().setAutomountServiceAccountToken(false);

        assertThat(log(job("with", look)).strip()).matches("[1-9][0-9]{2,}");
        assertThat(log(without)).contains("No such file");
    }

    @Test
    void aContainerThatTheWebhookSkipsGetsNoIdentity() {
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("uploader")
                        .withNamespace(NAMESPACE)
                        .addToAnnotations("azure.workload.identity/client-id", "someone")
                        .endMetadata()
                        .build())
                .create();
        String look =
                "echo ${AZURE_FEDERATED_TOKEN_FILE:-none} $(find / -name '*token*' -path '*secrets*' 2>/dev/null)";
        Job job = job("identity", "true");
        var template = job.getSpec().getTemplate();
        template.setMetadata(new ObjectMetaBuilder()
                .addToLabels("azure.workload.identity/use", "true")
                .addToAnnotations("azure.workload.identity/skip-containers", "load; other")
                .build());
        template.getSpec().setServiceAccountName("uploader");
        template.getSpec().setAutomountServiceAccountToken(false);
        template.getSpec()
                .setContainers(List.of(
                        new ContainerBuilder(shell(look)).withName("download").build(),
                        new ContainerBuilder(shell(look)).withName("load").build()));

        Pod pod = podsOf(awaitEnd(run(job))).getFirst();

        assertThat(client.pods().resource(pod).inContainer("download").getLog())
                .contains("/var/run/secrets/azure/tokens/azure-identity-token");
        assertThat(client.pods().resource(pod).inContainer("load").getLog()).isEqualTo("none\n");
    }

    private static Container container(String name, String script) {
        return new ContainerBuilder(shell(script))
                .withName(name)
                .withVolumeMounts(mount("pipes"))
                .build();
    }

    private static VolumeMount mount(String volume) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath("/" + volume)
                .build();
    }

    /** What its one container has printed when the Job is over. */
    private String log(Job job) {
        return client.pods().resource(podsOf(awaitEnd(run(job))).getFirst()).getLog();
    }
}
