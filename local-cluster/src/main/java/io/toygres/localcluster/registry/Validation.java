package io.toygres.localcluster.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.Json;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ObjectStore;
import io.toygres.localcluster.store.ResourceTypes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What a real API server refuses with 422, as far as objects of this project could get it wrong. */
public final class Validation implements Admission.Plugin {
    private static final Pattern DNS_SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern RBAC_NAME = Pattern.compile("[^/%]+");
    private static final Pattern LABEL_NAME =
            Pattern.compile("([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
    private static final Pattern DATA_KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");

    /** Total of an object's annotations and of a Secret's or ConfigMap's data. */
    private static final int ANNOTATION_BYTES = 256 * 1024;

    private static final int DATA_BYTES = 1024 * 1024;

    /** Fields that stay as they were created, by kind. */
    private static final Map<String, List<String>> IMMUTABLE = Map.of(
            "Pod", List.of("/spec"),
            "Job",
                    List.of(
                            "/spec/template",
                            "/spec/selector",
                            "/spec/completions",
                            "/spec/podFailurePolicy",
                            "/spec/completionMode"),
            "StatefulSet",
                    List.of(
                            "/spec/selector",
                            "/spec/serviceName",
                            "/spec/volumeClaimTemplates",
                            "/spec/podManagementPolicy"),
            "PersistentVolumeClaim",
                    List.of(
                            "/spec/accessModes",
                            "/spec/storageClassName",
                            "/spec/volumeName",
                            "/spec/volumeMode",
                            "/spec/selector"),
            "Service", List.of("/spec/clusterIP"),
            "Secret", List.of("/type"),
            "StorageClass", List.of("/provisioner", "/reclaimPolicy", "/volumeBindingMode"));

    private final ObjectStore store;

    public Validation(ObjectStore store) {
        this.store = store;
    }

    @Override
    public void create(ObjectKey key, HasMetadata object) {
        checkName(key);
        if (key.type().namespaced()) {
            checkNamespace(key);
        }
        check(key, object);
    }

    @Override
    public void update(ObjectKey key, HasMetadata current, HasMetadata next) {
        JsonNode before = Json.encode(current);
        JsonNode after = Json.encode(next);
        for (String pointer : IMMUTABLE.getOrDefault(key.type().kind(), List.of())) {
            boolean unset = before.at(pointer).isMissingNode() && pointer.equals("/spec/volumeName");
            require(
                    unset || before.at(pointer).equals(after.at(pointer)),
                    key,
                    pointer.substring(1).replace('/', '.') + ": field is immutable");
        }
        if (before.path("immutable").asBoolean()) {
            require(
                    before.path("data").equals(after.path("data")),
                    key,
                    "data: field is immutable when `immutable` is set");
        }
        check(key, next);
    }

    private static void check(ObjectKey key, HasMetadata object) {
        metadata(key, object.getMetadata(), "metadata");
        switch (object) {
            case Pod pod -> PodValidation.check(key, pod.getSpec(), "spec");
            case Job job -> WorkloadValidation.job(key, job);
            case StatefulSet set -> WorkloadValidation.statefulSet(key, set);
            case Service service -> WorkloadValidation.service(key, service);
            case PersistentVolumeClaim claim -> WorkloadValidation.claim(key, claim);
            case Secret secret -> data(key, secret.getData());
            case ConfigMap map -> data(key, map.getData());
            default -> {}
        }
    }

    static void template(ObjectKey key, PodTemplateSpec template) {
        require(template != null && template.getSpec() != null, key, "spec.template.spec: Required value");
        metadata(key, template.getMetadata(), "spec.template.metadata");
        PodValidation.check(key, template.getSpec(), "spec.template.spec");
    }

    static void require(boolean condition, ObjectKey key, String otherwise) {
        if (!condition) {
            throw ApiException.invalid(key, otherwise);
        }
    }

    static boolean isDnsLabel(String name) {
        return DNS_LABEL.matcher(name).matches();
    }

    private static void checkName(ObjectKey key) {
        String name = key.name();
        require(
                name != null && !name.isEmpty(),
                key,
                "metadata.name: Required value: name or generateName is required");
        boolean label = key.type().equals(ResourceTypes.SERVICES) || key.type().equals(ResourceTypes.NAMESPACES);
        boolean rbac = key.type().group().startsWith("rbac.");
        Pattern syntax = rbac ? RBAC_NAME : label ? DNS_LABEL : DNS_SUBDOMAIN;
        int limit = key.type().equals(ResourceTypes.JOBS) ? 63 : 253;
        require(
                syntax.matcher(name).matches() && name.length() <= limit,
                key,
                "metadata.name: Invalid value: \"" + name + "\": a lowercase RFC 1123 "
                        + (label ? "label" : "subdomain") + " of at most " + (label ? 63 : limit)
                        + " characters is required");
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

    private static void metadata(ObjectKey key, ObjectMeta metadata, String path) {
        if (metadata == null) {
            return;
        }
        Map<String, String> labels = metadata.getLabels() == null ? Map.of() : metadata.getLabels();
        labels.forEach((name, value) -> require(
                LABEL_NAME.matcher(name).matches() && LABEL_VALUE.matcher(value).matches(),
                key,
                path + ".labels: Invalid value: \"" + name + "=" + value + "\""));
        Map<String, String> annotations = metadata.getAnnotations() == null ? Map.of() : metadata.getAnnotations();
        annotations
                .keySet()
                .forEach(name -> require(
                        LABEL_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches(),
                        key,
                        path + ".annotations: Invalid value: \"" + name + "\""));
        require(
                size(annotations) <= ANNOTATION_BYTES,
                key,
                path + ".annotations: Too long: must have at most 262144 bytes");
    }

    private static void data(ObjectKey key, Map<String, String> data) {
        Map<String, String> entries = data == null ? Map.of() : data;
        entries.keySet()
                .forEach(name -> require(
                        DATA_KEY.matcher(name).matches(),
                        key,
                        "data[" + name + "]: Invalid value: a valid config key is required"));
        require(size(entries) <= DATA_BYTES, key, "data: Too long: must have at most 1048576 bytes");
    }

    private static long size(Map<String, String> entries) {
        return entries.entrySet().stream()
                .mapToLong(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
    }
}
