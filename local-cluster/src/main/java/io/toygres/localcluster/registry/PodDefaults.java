package io.toygres.localcluster.registry;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Defaults of a pod's spec: k8s.io/kubernetes/pkg/apis/core/v1/defaults.go. */
final class PodDefaults {
    private static final int MODE_0644 = 0644;
    private static final long TOKEN_SECONDS = 3600;

    private PodDefaults() {}

    static void apply(PodSpec spec) {
        fill(spec::getRestartPolicy, spec::setRestartPolicy, "Always");
        fill(spec::getTerminationGracePeriodSeconds, spec::setTerminationGracePeriodSeconds, 30L);
        fill(spec::getDnsPolicy, spec::setDnsPolicy, "ClusterFirst");
        fill(spec::getSchedulerName, spec::setSchedulerName, "default-scheduler");
        fill(spec::getServiceAccountName, spec::setServiceAccountName, "default");
        fill(spec::getEnableServiceLinks, spec::setEnableServiceLinks, Boolean.TRUE);
        if (spec.getSecurityContext() == null) {
            spec.setSecurityContext(new PodSecurityContext());
        }
        spec.getInitContainers().forEach(PodDefaults::container);
        spec.getContainers().forEach(PodDefaults::container);
        spec.getVolumes().forEach(PodDefaults::volume);
    }

    private static void container(Container container) {
        fill(container::getTerminationMessagePath, container::setTerminationMessagePath, "/dev/termination-log");
        fill(container::getTerminationMessagePolicy, container::setTerminationMessagePolicy, "File");
        fill(container::getImagePullPolicy, container::setImagePullPolicy, "IfNotPresent");
        for (ContainerPort port : container.getPorts()) {
            fill(port::getProtocol, port::setProtocol, "TCP");
        }
        for (EnvVar variable : container.getEnv()) {
            if (variable.getValueFrom() != null && variable.getValueFrom().getFieldRef() != null) {
                var field = variable.getValueFrom().getFieldRef();
                fill(field::getApiVersion, field::setApiVersion, "v1");
            }
        }
        probe(container.getStartupProbe());
        probe(container.getReadinessProbe());
        probe(container.getLivenessProbe());
    }

    private static void probe(Probe probe) {
        if (probe == null) {
            return;
        }
        fill(probe::getTimeoutSeconds, probe::setTimeoutSeconds, 1);
        fill(probe::getPeriodSeconds, probe::setPeriodSeconds, 10);
        fill(probe::getSuccessThreshold, probe::setSuccessThreshold, 1);
        fill(probe::getFailureThreshold, probe::setFailureThreshold, 3);
    }

    private static void volume(Volume volume) {
        if (volume.getSecret() != null) {
            fill(volume.getSecret()::getDefaultMode, volume.getSecret()::setDefaultMode, MODE_0644);
        }
        if (volume.getConfigMap() != null) {
            fill(volume.getConfigMap()::getDefaultMode, volume.getConfigMap()::setDefaultMode, MODE_0644);
        }
        if (volume.getProjected() != null) {
            fill(volume.getProjected()::getDefaultMode, volume.getProjected()::setDefaultMode, MODE_0644);
            for (var source : volume.getProjected().getSources()) {
                var token = source.getServiceAccountToken();
                if (token != null) {
                    fill(token::getExpirationSeconds, token::setExpirationSeconds, TOKEN_SECONDS);
                }
            }
        }
    }

    private static <V> void fill(Supplier<V> get, Consumer<V> set, V value) {
        if (get.get() == null) {
            set.accept(value);
        }
    }
}
