package io.toygres.image.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;

/** What shows only once a pod is to run: what a kubelet and the Pod Security Standard "restricted" insist on. */
final class KubeletRules {

    private static final int HIGHEST_MODE = 0777;

    private KubeletRules() {}

    static void check(PodSpec pod) {
        assertThat(pod.getRestartPolicy()).isEqualTo("Never");
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        // An image whose user is a name cannot be shown to be non-root without a number.
        assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
        assertThat(pod.getSecurityContext().getFsGroup()).isPositive();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getVolumes()).allSatisfy(KubeletRules::checkVolume);
        assertThat(pod.getVolumes()).extracting(Volume::getName).doesNotHaveDuplicates();
        assertThat(pod.getContainers()).allSatisfy(container -> check(pod, container));
    }

    private static void check(PodSpec pod, Container container) {
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).containsKey("memory");
        assertThat(container.getEnv()).extracting(EnvVar::getName).doesNotHaveDuplicates();
        assertThat(container.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .doesNotHaveDuplicates();
        assertThat(container.getVolumeMounts())
                .extracting(VolumeMount::getName)
                .containsExactlyInAnyOrderElementsOf(
                        pod.getVolumes().stream().map(Volume::getName).toList());
    }

    private static void checkVolume(Volume volume) {
        if (volume.getEmptyDir() != null) {
            assertThat(volume.getEmptyDir().getSizeLimit()).isNotNull();
        }
        if (volume.getSecret() != null) {
            // Readable for the pod's group, which the kubelet gives it, and for nobody else.
            assertThat(volume.getSecret().getDefaultMode()).isEqualTo(0440);
        }
        if (volume.getConfigMap() != null) {
            assertThat(volume.getConfigMap().getDefaultMode()).isBetween(0, HIGHEST_MODE);
        }
    }
}
