package io.toygres.localcluster.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.Json;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ObjectStore;
import io.toygres.localcluster.store.ResourceTypes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Refuses with 422 what nothing here could work with: a name that is no DNS name, an object without what makes it run, and
 * what this cluster does not have, which it must not ignore. All else that a real API server checks is left to the tests of the
 * services that make the objects, against the published schema.
 */
public final class Validation implements Admission.Plugin {
    /** A subdomain as of RFC 1123; names of RBAC have colons as well. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.:]{0,251}[a-z0-9])?");

    private static final Map<String, List<String>> REQUIRED = Map.of(
            "Pod", List.of("/spec/containers/0"),
            "Job", List.of("/spec/template/spec/containers/0"),
            "StatefulSet", List.of("/spec/template/spec/containers/0", "/spec/selector/matchLabels"),
            "Service", List.of("/spec"),
            "NetworkPolicy", List.of("/spec/podSelector"),
            "PersistentVolumeClaim", List.of("/spec/accessModes/0", "/spec/resources/requests/storage"));
    private static final Set<String> VOLUMES =
            Set.of("secret", "configMap", "emptyDir", "persistentVolumeClaim", "projected");
    private static final List<String> PROBES = List.of("startupProbe", "readinessProbe", "livenessProbe");

    private final ObjectStore store;

    public Validation(ObjectStore store) {
        this.store = store;
    }

    @Override
    public void create(ObjectKey key, HasMetadata object) {
        String name = key.name() == null ? "" : key.name();
        require(
                NAME.matcher(name).matches(),
                key,
                "metadata.name: Invalid value: \"" + name + "\": a lowercase RFC 1123 subdomain is required");
        if (key.type().namespaced()) {
            checkNamespace(key);
        }
        check(key, Json.encode(object));
    }

    @Override
    public void update(ObjectKey key, HasMetadata current, HasMetadata next) {
        check(key, Json.encode(next));
    }

    private void checkNamespace(ObjectKey key) {
        ObjectKey namespace = new ObjectKey(ResourceTypes.NAMESPACES, "", key.namespace());
        JsonNode found = store.get(namespace).orElseThrow(() -> ApiException.notFound(namespace));
        if (found.path("metadata").hasNonNull("deletionTimestamp")) {
            throw ApiException.forbidden(
                    key,
                    "unable to create new content in namespace " + key.namespace() + " because it is being terminated");
        }
    }

    private static void check(ObjectKey key, JsonNode object) {
        for (String pointer : REQUIRED.getOrDefault(key.type().kind(), List.of())) {
            require(!object.at(pointer).isMissingNode(), key, dotted(pointer) + ": Required value");
        }
        if (key.type().equals(ResourceTypes.JOBS)) {
            JsonNode spec = object.path("spec");
            boolean single = spec.path("completions").asInt() <= 1
                    && spec.path("parallelism").asInt() <= 1
                    && !spec.path("suspend").asBoolean();
            require(single, key, "spec: Forbidden: this cluster runs Jobs of one completion that are not suspended");
        }
        missing(key, object.path("spec"), "volumeClaimTemplates");
        for (String rules : List.of("ingress", "egress")) {
            object.at("/spec/" + rules).forEach(rule -> rule.path("ports").forEach(port -> policyPort(key, port)));
        }
        pod(key, object.at(key.type().equals(ResourceTypes.PODS) ? "/spec" : "/spec/template/spec"));
    }

    private static void policyPort(ObjectKey key, JsonNode port) {
        missing(key, port, "endPort");
        require(!port.path("port").isTextual(), key, "ports: Forbidden: this cluster's policies have no named ports");
    }

    private static void pod(ObjectKey key, JsonNode spec) {
        Set<String> volumes = new HashSet<>();
        for (JsonNode volume : spec.path("volumes")) {
            volumes.add(volume.path("name").asText());
            boolean known = VOLUMES.stream().anyMatch(volume::has);
            require(known, key, "volumes: Forbidden: this cluster has no volume such as " + volume);
        }
        spec.path("initContainers").forEach(container -> container(key, container, volumes));
        spec.path("containers").forEach(container -> container(key, container, volumes));
    }

    private static void container(ObjectKey key, JsonNode container, Set<String> volumes) {
        for (String field : List.of("name", "image")) {
            require(!container.path(field).asText().isBlank(), key, "containers." + field + ": Required value");
        }
        missing(key, container, "envFrom");
        missing(key, container.path("lifecycle"), "postStart");
        JsonNode preStop = container.at("/lifecycle/preStop");
        require(
                preStop.isEmpty() || preStop.has("exec"),
                key,
                "preStop: Forbidden: this cluster runs commands before a stop");
        for (String probe : PROBES) {
            JsonNode found = container.path(probe);
            boolean known = found.isMissingNode() || found.has("exec") || found.has("tcpSocket");
            require(known, key, probe + ": Forbidden: this cluster has exec and tcpSocket probes");
        }
        boolean mountable = StreamSupport.stream(container.path("volumeMounts").spliterator(), false)
                .allMatch(mount -> volumes.contains(mount.path("name").asText()));
        require(mountable, key, "volumeMounts: Not found: a volume of " + container.path("volumeMounts"));
    }

    /** What a real cluster has and this one does not. */
    private static void missing(ObjectKey key, JsonNode where, String field) {
        require(where.path(field).isEmpty(), key, field + ": Forbidden: this cluster does not have it");
    }

    private static void require(boolean condition, ObjectKey key, String otherwise) {
        if (!condition) {
            throw ApiException.invalid(key, otherwise);
        }
    }

    private static String dotted(String pointer) {
        return pointer.substring(1).replace('/', '.');
    }
}
