package io.toygres.localcluster.registry;

import static io.toygres.localcluster.registry.Validation.require;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.ObjectKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A pod's spec, alone or in a template. Refuses as well what this cluster can't run, rather than ignore it. */
final class PodValidation {
    private static final Pattern ENV_NAME = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");
    private static final Set<String> RESTART_POLICIES = Set.of("Always", "OnFailure", "Never");

    private PodValidation() {}

    static void check(ObjectKey key, @Nullable PodSpec spec, String path) {
        if (spec == null || spec.getContainers().isEmpty()) {
            throw ApiException.invalid(key, path + ".containers: Required value");
        }
        require(
                RESTART_POLICIES.contains(spec.getRestartPolicy()),
                key,
                path + ".restartPolicy: Unsupported value: \"" + spec.getRestartPolicy() + "\"");
        Set<String> volumes = volumes(key, spec, path);
        Set<String> names = new HashSet<>();
        List<Container> all = Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream())
                .toList();
        for (Container container : all) {
            String at = path + ".containers[" + container.getName() + "]";
            String name = container.getName() == null ? "" : container.getName();
            require(Validation.isDnsLabel(name), key, at + ".name: Invalid value: \"" + name + "\"");
            require(names.add(name), key, at + ".name: Duplicate value: \"" + name + "\"");
            container(key, container, at, volumes);
        }
    }

    private static Set<String> volumes(ObjectKey key, PodSpec spec, String path) {
        for (Volume volume : spec.getVolumes()) {
            boolean known = volume.getSecret() != null
                    || volume.getConfigMap() != null
                    || volume.getEmptyDir() != null
                    || volume.getPersistentVolumeClaim() != null
                    || volume.getProjected() != null;
            require(
                    known,
                    key,
                    path + ".volumes[" + volume.getName()
                            + "]: Forbidden: this cluster has secret, configMap, emptyDir,"
                            + " persistentVolumeClaim and projected volumes only");
        }
        List<String> names = spec.getVolumes().stream().map(Volume::getName).toList();
        Set<String> unique = names.stream().collect(Collectors.toSet());
        require(unique.size() == names.size(), key, path + ".volumes: Duplicate value");
        return unique;
    }

    private static void container(ObjectKey key, Container container, String at, Set<String> volumes) {
        require(container.getImage() != null && !container.getImage().isBlank(), key, at + ".image: Required value");
        Set<String> mountPaths = new HashSet<>();
        for (VolumeMount mount : container.getVolumeMounts()) {
            require(
                    volumes.contains(mount.getName()),
                    key,
                    at + ".volumeMounts: Not found: \"" + mount.getName() + "\"");
            require(
                    mount.getMountPath() != null && mountPaths.add(mount.getMountPath()),
                    key,
                    at + ".volumeMounts.mountPath: must be given and unique: \"" + mount.getMountPath() + "\"");
        }
        for (EnvVar variable : container.getEnv()) {
            require(
                    variable.getName() != null
                            && ENV_NAME.matcher(variable.getName()).matches(),
                    key,
                    at + ".env: Invalid value: \"" + variable.getName() + "\"");
        }
        require(container.getEnvFrom().isEmpty(), key, at + ".envFrom: Forbidden: this cluster does not have it");
        probe(key, container.getStartupProbe(), at + ".startupProbe");
        probe(key, container.getReadinessProbe(), at + ".readinessProbe");
        probe(key, container.getLivenessProbe(), at + ".livenessProbe");
        require(container.getLifecycle() == null, key, at + ".lifecycle: Forbidden: this cluster does not have it");
    }

    private static void probe(ObjectKey key, @Nullable Probe probe, String at) {
        require(
                probe == null || probe.getExec() != null || probe.getTcpSocket() != null,
                key,
                at + ": Required value: this cluster has exec and tcpSocket probes");
    }
}
