package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.runtime.Image;
import io.toygres.localcluster.store.ResourceTypes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment of a container, and its command with {@code $(NAME)} filled in from it. */
final class PodEnvironment {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([-._a-zA-Z0-9]+)\\)");
    private static final Pattern MAP_FIELD = Pattern.compile("metadata\\.(labels|annotations)\\['(.+)'\\]");

    private final Registry registry;
    private final Pod pod;
    private final Map<String, String> values = new LinkedHashMap<>();

    PodEnvironment(Registry registry, Pod pod, Container container, Image image) throws NotReadyException {
        this.registry = registry;
        this.pod = pod;
        values.put("PATH", String.join(":", image.path()));
        values.put("HOME", "/");
        values.put("HOSTNAME", pod.getMetadata().getName());
        for (EnvVar variable : container.getEnv()) {
            Optional<String> value = variable.getValueFrom() == null
                    ? Optional.of(expand(variable.getValue() == null ? "" : variable.getValue()))
                    : from(variable.getValueFrom());
            value.ifPresent(text -> values.put(variable.getName(), text));
        }
    }

    Map<String, String> values() {
        return values;
    }

    List<String> expand(List<String> words) {
        return words.stream().map(this::expand).toList();
    }

    /** Unknown names stay as they are; {@code $$(NAME)} becomes {@code $(NAME)}. */
    private String expand(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) == null ? "$" : values.getOrDefault(match.group(1), match.group())));
    }

    private Optional<String> from(EnvVarSource source) throws NotReadyException {
        if (source.getFieldRef() != null) {
            return Optional.of(field(source.getFieldRef().getFieldPath()));
        }
        if (source.getSecretKeyRef() != null) {
            var ref = source.getSecretKeyRef();
            var data = registry.find(ResourceTypes.SECRETS, namespace(), ref.getName())
                    .map(secret -> secret.getData().get(ref.getKey()));
            return require(data, ref.getOptional(), "secret", ref.getName(), ref.getKey())
                    .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
        }
        if (source.getConfigMapKeyRef() != null) {
            var ref = source.getConfigMapKeyRef();
            var data = registry.find(ResourceTypes.CONFIG_MAPS, namespace(), ref.getName())
                    .map(map -> map.getData().get(ref.getKey()));
            return require(data, ref.getOptional(), "configmap", ref.getName(), ref.getKey());
        }
        throw new NotReadyException("CreateContainerConfigError", "this cluster does not have this kind of valueFrom");
    }

    private static Optional<String> require(
            Optional<String> value, Boolean optional, String kind, String name, String key) throws NotReadyException {
        if (value.isEmpty() && !Boolean.TRUE.equals(optional)) {
            throw new NotReadyException(
                    "CreateContainerConfigError", kind + " \"" + name + "\" not found, or it has no key " + key);
        }
        return value;
    }

    private String field(String path) throws NotReadyException {
        Matcher entry = MAP_FIELD.matcher(path);
        if (entry.matches()) {
            Map<String, String> map = entry.group(1).equals("labels")
                    ? pod.getMetadata().getLabels()
                    : pod.getMetadata().getAnnotations();
            return map == null ? "" : map.getOrDefault(entry.group(2), "");
        }
        return switch (path) {
            case "metadata.name" -> pod.getMetadata().getName();
            case "metadata.namespace" -> namespace();
            case "metadata.uid" -> pod.getMetadata().getUid();
            case "spec.nodeName" -> pod.getSpec().getNodeName();
            case "spec.serviceAccountName" -> pod.getSpec().getServiceAccountName();
            case "status.podIP", "status.podIPs" -> pod.getStatus().getPodIP();
            case "status.hostIP", "status.hostIPs" -> pod.getStatus().getHostIP();
            default -> throw new NotReadyException("CreateContainerConfigError", "unknown fieldPath " + path);
        };
    }

    private String namespace() {
        return pod.getMetadata().getNamespace();
    }
}
