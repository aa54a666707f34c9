package io.toygres.local.cluster.statefulset;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.toygres.local.cluster.registry.DeleteRequest;
import io.toygres.local.cluster.registry.Events;
import io.toygres.local.cluster.registry.ReconcileQueue;
import io.toygres.local.cluster.registry.Registry;
import io.toygres.local.cluster.store.ApiException;
import io.toygres.local.cluster.store.Change;
import io.toygres.local.cluster.store.Json;
import io.toygres.local.cluster.store.ObjectKey;
import io.toygres.local.cluster.store.ResourceTypes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a StatefulSet's pods: in order, each ready before the next, the last first on the way down, and replaced one by one
 * when the template changes (RollingUpdate). A pod that has ended is deleted and made again.
 */
public final class StatefulSetController implements AutoCloseable {
    private static final String REVISION = "controller-revision-hash";
    private static final String POD_NAME = "statefulset.kubernetes.io/pod-name";
    private static final String POD_INDEX = "apps.kubernetes.io/pod-index";

    private final Registry registry;
    private final Events events;
    private final ReconcileQueue<SetId> queue;

    private record SetId(String namespace, String name) {}

    public StatefulSetController(Registry registry, Events events) {
        this.registry = registry;
        this.events = events;
        this.queue = new ReconcileQueue<>("statefulset", this::reconcile);
        registry.listen(
                ResourceTypes.STATEFUL_SETS,
                change -> queue.add(
                        new SetId(change.key().namespace(), change.key().name())));
        registry.listen(ResourceTypes.PODS, this::podChanged);
    }

    private void podChanged(Change change) {
        for (var owner : change.object().at("/metadata/ownerReferences")) {
            if (owner.path("kind").asText().equals("StatefulSet")) {
                queue.add(new SetId(change.key().namespace(), owner.path("name").asText()));
            }
        }
    }

    private Optional<Duration> reconcile(SetId id) {
        Optional<StatefulSet> found = registry.find(ResourceTypes.STATEFUL_SETS, id.namespace(), id.name());
        if (found.isEmpty() || found.get().getMetadata().getDeletionTimestamp() != null) {
            return Optional.empty();
        }
        StatefulSet set = found.get();
        List<Pod> pods = pods(set);
        writeStatus(set, pods);
        return act(set, pods);
    }

    private Optional<Duration> act(StatefulSet set, List<Pod> pods) {
        int replicas = set.getSpec().getReplicas();
        for (int ordinal = 0; ordinal < replicas; ordinal++) {
            String name = set.getMetadata().getName() + "-" + ordinal;
            Optional<Pod> pod = pods.stream()
                    .filter(candidate -> candidate.getMetadata().getName().equals(name))
                    .findFirst();
            if (pod.isEmpty()) {
                return create(set, name, ordinal);
            }
            if (pod.get().getMetadata().getDeletionTimestamp() != null) {
                return Optional.empty();
            }
            boolean outdated =
                    !revision(set).equals(pod.get().getMetadata().getLabels().get(REVISION));
            if (isOver(pod.get()) || outdated) {
                delete(pod.get());
                return Optional.empty();
            }
            if (!isReady(pod.get()) && set.getSpec().getPodManagementPolicy().equals("OrderedReady")) {
                return Optional.empty();
            }
        }
        pods.stream()
                .filter(pod ->
                        ordinal(set, pod) >= replicas && pod.getMetadata().getDeletionTimestamp() == null)
                .max((one, other) -> Integer.compare(ordinal(set, one), ordinal(set, other)))
                .ifPresent(this::delete);
        return Optional.empty();
    }

    private Optional<Duration> create(StatefulSet set, String name, int ordinal) {
        try {
            registry.create(ResourceTypes.PODS, pod(set, name, ordinal));
            events.normal(
                    "statefulset-controller",
                    set,
                    "SuccessfulCreate",
                    "create Pod " + name + " in StatefulSet "
                            + set.getMetadata().getName() + " successful");
            return Optional.empty();
        } catch (ApiException refused) {
            events.warning(
                    "statefulset-controller",
                    set,
                    "FailedCreate",
                    "create Pod " + name + " failed: " + refused.getMessage());
            return Optional.of(Duration.ofSeconds(1));
        }
    }

    private static Pod pod(StatefulSet set, String name, int ordinal) {
        var template = set.getSpec().getTemplate();
        Map<String, String> labels = new HashMap<>(template.getMetadata().getLabels());
        labels.put(REVISION, revision(set));
        labels.put(POD_NAME, name);
        labels.put(POD_INDEX, Integer.toString(ordinal));
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(set.getMetadata().getNamespace())
                .withLabels(labels)
                .withAnnotations(template.getMetadata().getAnnotations())
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind("StatefulSet")
                .withName(set.getMetadata().getName())
                .withUid(set.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .endOwnerReference()
                .endMetadata()
                .withSpec(template.getSpec())
                .editSpec()
                .withHostname(name)
                .withSubdomain(set.getSpec().getServiceName())
                .endSpec()
                .build();
    }

    private void writeStatus(StatefulSet set, List<Pod> pods) {
        int ready = (int) pods.stream().filter(StatefulSetController::isReady).count();
        int current = (int) pods.stream()
                .filter(pod ->
                        revision(set).equals(pod.getMetadata().getLabels().get(REVISION)))
                .count();
        StatefulSetStatus status = new StatefulSetStatusBuilder()
                .withObservedGeneration(set.getMetadata().getGeneration())
                .withReplicas(pods.size())
                .withReadyReplicas(ready)
                .withAvailableReplicas(ready)
                .withCurrentReplicas(current)
                .withUpdatedReplicas(current)
                .withCurrentRevision(revision(set))
                .withUpdateRevision(revision(set))
                .withCollisionCount(0)
                .build();
        var unused = registry.edit(
                ResourceTypes.STATEFUL_SETS,
                set.getMetadata().getNamespace(),
                set.getMetadata().getName(),
                stored -> stored.setStatus(status));
    }

    private List<Pod> pods(StatefulSet set) {
        return registry.list(ResourceTypes.PODS, set.getMetadata().getNamespace()).stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream().anyMatch(owner -> owner.getUid()
                        .equals(set.getMetadata().getUid())))
                .toList();
    }

    private void delete(Pod pod) {
        try {
            registry.delete(
                    new ObjectKey(
                            ResourceTypes.PODS,
                            pod.getMetadata().getNamespace(),
                            pod.getMetadata().getName()),
                    DeleteRequest.BACKGROUND);
        } catch (ApiException gone) {
            if (gone.code() != 404) {
                throw gone;
            }
        }
    }

    /** A name for the template's contents. */
    private static String revision(StatefulSet set) {
        int hash = Json.encode(set.getSpec().getTemplate()).hashCode();
        return set.getMetadata().getName() + "-" + Integer.toHexString(hash);
    }

    private static int ordinal(StatefulSet set, Pod pod) {
        return Integer.parseInt(pod.getMetadata()
                .getName()
                .substring(set.getMetadata().getName().length() + 1));
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    private static boolean isOver(Pod pod) {
        return pod.getStatus().getPhase().equals("Succeeded")
                || pod.getStatus().getPhase().equals("Failed");
    }

    @Override
    public void close() {
        queue.close();
    }
}
