package io.toygres.localcluster.statefulset;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.toygres.localcluster.registry.Events;
import io.toygres.localcluster.registry.PodFacts;
import io.toygres.localcluster.registry.PodOwners;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ResourceTypes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a StatefulSet's pods: in order, each ready before the next, the last first on the way down, and replaced one by one
 * when the template changes (RollingUpdate), or left as they are until somebody deletes them (OnDelete). A pod that has ended is
 * deleted and made again.
 */
public final class StatefulSetController implements AutoCloseable {
    private static final String COMPONENT = "statefulset-controller";
    private static final Duration CREATE_RETRY = Duration.ofSeconds(1);

    private final Registry registry;
    private final Events events;
    private final PodOwners sets;

    public StatefulSetController(Registry registry, Events events) {
        this.registry = registry;
        this.events = events;
        this.sets = new PodOwners(registry, ResourceTypes.STATEFUL_SETS, this::reconcile);
    }

    private Optional<Duration> reconcile(ObjectKey key) {
        Optional<StatefulSet> found = registry.find(ResourceTypes.STATEFUL_SETS, key.namespace(), key.name());
        if (found.isEmpty() || found.get().getMetadata().getDeletionTimestamp() != null) {
            return Optional.empty();
        }
        StatefulSet set = found.get();
        List<Pod> pods = sets.pods(set);
        StatefulSetStatus status = status(set, pods);
        var unused = registry.edit(ResourceTypes.STATEFUL_SETS, set, stored -> stored.setStatus(status));
        return act(set, pods);
    }

    private Optional<Duration> act(StatefulSet set, List<Pod> pods) {
        int replicas = set.getSpec().getReplicas();
        boolean inOrder = set.getSpec().getPodManagementPolicy().equals("OrderedReady");
        for (int ordinal = 0; ordinal < replicas; ordinal++) {
            String name = SetPods.name(set, ordinal);
            Optional<Pod> pod = pods.stream()
                    .filter(candidate -> candidate.getMetadata().getName().equals(name))
                    .findFirst();
            if (pod.isEmpty()) {
                return create(set, ordinal);
            }
            if (pod.get().getMetadata().getDeletionTimestamp() != null) {
                return Optional.empty();
            }
            if (PodFacts.isOver(pod.get()) || (rolls(set) && !SetPods.isCurrent(set, pod.get()))) {
                sets.delete(pod.get());
                return Optional.empty();
            }
            if (inOrder && !PodFacts.isReady(pod.get())) {
                return Optional.empty();
            }
        }
        pods.stream()
                .filter(pod -> SetPods.ordinal(set, pod) >= replicas
                        && pod.getMetadata().getDeletionTimestamp() == null)
                .max(Comparator.comparingInt(pod -> SetPods.ordinal(set, pod)))
                .ifPresent(sets::delete);
        return Optional.empty();
    }

    private static boolean rolls(StatefulSet set) {
        return set.getSpec().getUpdateStrategy() == null
                || !"OnDelete".equals(set.getSpec().getUpdateStrategy().getType());
    }

    private Optional<Duration> create(StatefulSet set, int ordinal) {
        String what = "create Pod " + SetPods.name(set, ordinal);
        try {
            registry.create(ResourceTypes.PODS, SetPods.wanted(set, ordinal));
            String in = " in StatefulSet " + set.getMetadata().getName() + " successful";
            events.normal(COMPONENT, set, "SuccessfulCreate", what + in);
            return Optional.empty();
        } catch (ApiException refused) {
            events.warning(COMPONENT, set, "FailedCreate", what + " failed: " + refused.getMessage());
            return Optional.of(CREATE_RETRY);
        }
    }

    private static StatefulSetStatus status(StatefulSet set, List<Pod> pods) {
        int ready = (int) pods.stream().filter(PodFacts::isReady).count();
        int current =
                (int) pods.stream().filter(pod -> SetPods.isCurrent(set, pod)).count();
        return new StatefulSetStatusBuilder()
                .withObservedGeneration(set.getMetadata().getGeneration())
                .withReplicas(pods.size())
                .withReadyReplicas(ready)
                .withAvailableReplicas(ready)
                .withCurrentReplicas(current)
                .withUpdatedReplicas(current)
                .withCurrentRevision(SetPods.revision(set))
                .withUpdateRevision(SetPods.revision(set))
                .withCollisionCount(0)
                .build();
    }

    @Override
    public void close() {
        sets.close();
    }
}
