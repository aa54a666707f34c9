package io.toygres.localcluster;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;

class PodStopTest extends ClusterTest {

    /** Longer than the test waits. */
    private static final long GRACE_SECONDS = 600;

    @Test
    void aContainerThatDoesNotHeedItsStopSignalEndsByItsPreStopCommand() throws Exception {
        Pod pod = client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("deaf")
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withNewSpec()
                        .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                        .withContainers(new ContainerBuilder(
                                        shell("trap '' TERM; until [[ -e /tmp/stop ]]; do sleep 0.1; done"))
                                .withNewLifecycle()
                                .withNewPreStop()
                                .withNewExec()
                                .withCommand("touch", "/tmp/stop")
                                .endExec()
                                .endPreStop()
                                .endLifecycle()
                                .build())
                        .endSpec()
                        .build())
                .create();
        await(() -> client.resource(pod).get().getStatus().getPhase().equals("Running"));

        client.resource(pod).delete();

        await(() -> client.resource(pod).get() == null);
    }
}
