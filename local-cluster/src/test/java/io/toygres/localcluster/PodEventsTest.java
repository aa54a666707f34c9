package io.toygres.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client learns early about a pod that does not start, from the events about it. */
class PodEventsTest extends ClusterTest {

    @AfterEach
    void deletePods() throws Exception {
        client.pods().inNamespace(NAMESPACE).delete();
        await(() -> client.pods().inNamespace(NAMESPACE).list().getItems().isEmpty());
    }

    @Test
    void aSecretThatIsMissingFailsTheMount() throws Exception {
        Pod pod = create(pod(
                shell("true"),
                new VolumeBuilder()
                        .withName("password")
                        .withNewSecret()
                        .withSecretName("nowhere")
                        .endSecret()
                        .build()));

        awaitEvent(
                pod, "FailedMount", "MountVolume.SetUp failed for volume \"password\" : secret \"nowhere\" not found");
    }

    @Test
    void aConfigMapThatIsMissingFailsTheMount() throws Exception {
        Pod pod = create(pod(
                shell("true"),
                new VolumeBuilder()
                        .withName("config")
                        .withNewConfigMap()
                        .withName("nowhere")
                        .endConfigMap()
                        .build()));

        awaitEvent(
                pod, "FailedMount", "MountVolume.SetUp failed for volume \"config\" : configmap \"nowhere\" not found");
    }

    @Test
    void aClaimThatIsMissingFailsTheScheduling() throws Exception {
        Pod pod = create(pod(
                shell("true"),
                new VolumeBuilder()
                        .withName("data")
                        .withNewPersistentVolumeClaim()
                        .withClaimName("nowhere")
                        .endPersistentVolumeClaim()
                        .build()));

        awaitEvent(pod, "FailedScheduling", "0/1 nodes are available: persistentvolumeclaim \"nowhere\" not found.");
    }

    @Test
    void aPodThatNoNodeTakesIsMarkedAsASchedulerMarksIt() throws Exception {
        Pod choosy = pod(shell("true"));
        choosy.getSpec().setNodeSelector(Map.of("pool", "databases"));

        Pod pod = create(choosy);

        String why = "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.";
        awaitEvent(pod, "FailedScheduling", why);
        assertThat(client.resource(pod).get().getStatus().getConditions()).anySatisfy(condition -> {
            assertThat(condition.getType()).isEqualTo("PodScheduled");
            assertThat(condition.getStatus()).isEqualTo("False");
            assertThat(condition.getReason()).isEqualTo("Unschedulable");
            assertThat(condition.getMessage()).isEqualTo(why);
        });
    }

    @Test
    void aPodLargerThanTheNodeIsNotScheduled() throws Exception {
        Pod pod = create(pod(new ContainerBuilder(shell("true"))
                .withNewResources()
                .addToRequests("memory", new Quantity("1Pi"))
                .endResources()
                .build()));

        awaitEvent(pod, "FailedScheduling", "0/1 nodes are available: 1 Insufficient memory.");
    }

    @Test
    void anImageThatIsMissingFailsThePull() throws Exception {
        Pod pod = create(
                pod(new ContainerBuilder(shell("true")).withImage("postgres:9").build()));

        awaitEvent(pod, "Failed", "Error: ErrImagePull");
        awaitEvent(pod, "BackOff", "Back-off pulling image \"postgres:9\"");
        assertThat(messages(pod, "Failed"))
                .anyMatch(message -> message.startsWith("Failed to pull image \"postgres:9\": "));
    }

    @Test
    void aContainerThatCrashesIsBackedOff() throws Exception {
        Pod crashing = pod(shell("exit 1"));
        crashing.getSpec().setRestartPolicy("Always");

        Pod pod = create(crashing);

        awaitEvent(pod, "BackOff", "Back-off restarting failed container main in pod troubled");
        assertThat(messages(pod, "Started")).containsExactly("Started container main");
    }

    @Test
    void aPortThatTheMachineHasTakenIsNamedAndTriedAgain() throws Exception {
        Pod serving;
        try (ServerSocket everywhere = new ServerSocket(0, 1, InetAddress.ofLiteral("0.0.0.0"))) {
            int port = everywhere.getLocalPort();
            serving = pod(new ContainerBuilder(shell("exec sleep 300"))
                    .addNewPort()
                    .withContainerPort(port)
                    .endPort()
                    .build());
            Pod pod = create(serving);
            await(() -> messages(pod, "FailedCreatePodSandBox").stream()
                    .anyMatch(message -> message.contains(":" + port + " is taken")));
        }

        await(() -> client.resource(serving).get().getStatus().getPhase().equals("Running"));
    }

    private Pod create(Pod pod) {
        return client.resource(pod).create();
    }

    private static Pod pod(Container container, Volume... volumes) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("troubled")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(0L)
                .withContainers(container)
                .withVolumes(volumes)
                .endSpec()
                .build();
    }

    private void awaitEvent(Pod pod, String reason, String message) throws Exception {
        await(() -> messages(pod, reason).contains(message));
    }

    /** Asked for as {@code kubectl describe} does. */
    private List<String> messages(Pod pod, String reason) {
        return client
                .v1()
                .events()
                .inNamespace(NAMESPACE)
                .withField("involvedObject.uid", pod.getMetadata().getUid())
                .withField("involvedObject.kind", "Pod")
                .list()
                .getItems()
                .stream()
                .filter(event -> event.getReason().equals(reason))
                .map(Event::getMessage)
                .toList();
    }
}
