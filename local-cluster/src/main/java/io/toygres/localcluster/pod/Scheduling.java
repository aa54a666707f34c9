package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.toygres.localcluster.registry.Timestamps;
import io.toygres.localcluster.store.ResourceTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Gives a pod its node, once its claims have volumes; asks for them by naming the node, as the scheduler does. */
final class Scheduling {
    /** What a volume with {@code WaitForFirstConsumer} waits for. */
    static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";

    private static final String UNAVAILABLE = "0/1 nodes are available: ";

    private final Machine machine;

    Scheduling(Machine machine) {
        this.machine = machine;
    }

    /** The pod on its node; empty while it has to wait. */
    Optional<Pod> schedule(Pod pod) {
        if (pod.getSpec().getNodeName() != null) {
            return Optional.of(pod);
        }
        String namespace = pod.getMetadata().getNamespace();
        Optional<Node> only =
                machine.registry().list(ResourceTypes.NODES, "").stream().findFirst();
        if (only.isEmpty()) {
            return unschedulable(pod, "no nodes available to schedule pods");
        }
        Optional<String> misfit = NodeFit.misfit(pod, only.get());
        if (misfit.isPresent()) {
            return unschedulable(pod, UNAVAILABLE + "1 " + misfit.get());
        }
        String node = only.get().getMetadata().getName();
        for (Volume volume : pod.getSpec().getVolumes()) {
            if (volume.getPersistentVolumeClaim() == null) {
                continue;
            }
            String name = volume.getPersistentVolumeClaim().getClaimName();
            Optional<PersistentVolumeClaim> claim =
                    machine.registry().find(ResourceTypes.PERSISTENT_VOLUME_CLAIMS, namespace, name);
            if (claim.isEmpty()) {
                return unschedulable(pod, UNAVAILABLE + "persistentvolumeclaim \"" + name + "\" not found.");
            }
            if (claim.get().getMetadata().getDeletionTimestamp() != null) {
                return unschedulable(pod, UNAVAILABLE + "persistentvolumeclaim \"" + name + "\" is being deleted.");
            }
            if (!"Bound".equals(claim.get().getStatus().getPhase())) {
                if (isImmediate(claim.get())) {
                    return unschedulable(pod, UNAVAILABLE + "pod has unbound immediate PersistentVolumeClaims.");
                }
                askForVolume(namespace, name, node);
                return Optional.empty();
            }
        }
        return place(pod, node);
    }

    /** Such a claim is bound, or not, without regard to any pod; one whose class is unknown waits for that as well. */
    private boolean isImmediate(PersistentVolumeClaim claim) {
        String name = claim.getSpec().getStorageClassName();
        return name == null
                || machine.registry()
                        .find(ResourceTypes.STORAGE_CLASSES, "", name)
                        .filter(found -> "WaitForFirstConsumer".equals(found.getVolumeBindingMode()))
                        .isEmpty();
    }

    private Optional<Pod> place(Pod pod, String node) {
        Optional<Pod> placed = edit(pod, current -> {
            current.getSpec().setNodeName(node);
            condition(current, "True", "", "");
        });
        machine.events()
                .normal(
                        "default-scheduler",
                        pod,
                        "Scheduled",
                        "Successfully assigned " + pod.getMetadata().getNamespace() + "/"
                                + pod.getMetadata().getName() + " to " + node);
        return placed;
    }

    private Optional<Pod> unschedulable(Pod pod, String why) {
        boolean known =
                pod.getStatus().getConditions().stream().anyMatch(condition -> why.equals(condition.getMessage()));
        if (!known) {
            var unused = edit(pod, current -> condition(current, "False", "Unschedulable", why));
            machine.events().warning("default-scheduler", pod, "FailedScheduling", why);
        }
        return Optional.empty();
    }

    private Optional<Pod> edit(Pod pod, Consumer<Pod> edit) {
        return machine.registry()
                .edit(
                        ResourceTypes.PODS,
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName(),
                        current -> {
                            if (current.getMetadata()
                                    .getUid()
                                    .equals(pod.getMetadata().getUid())) {
                                edit.accept(current);
                            }
                        })
                .filter(current ->
                        current.getMetadata().getUid().equals(pod.getMetadata().getUid()));
    }

    private void condition(Pod pod, String status, String reason, String message) {
        List<PodCondition> conditions = new ArrayList<>(pod.getStatus().getConditions());
        conditions.removeIf(condition -> condition.getType().equals("PodScheduled"));
        conditions.add(new PodConditionBuilder()
                .withType("PodScheduled")
                .withStatus(status)
                .withReason(reason.isEmpty() ? null : reason)
                .withMessage(message.isEmpty() ? null : message)
                .withLastTransitionTime(Timestamps.now(machine.clock()))
                .build());
        pod.getStatus().setConditions(conditions);
    }

    private void askForVolume(String namespace, String claim, String node) {
        var unused = machine.registry().edit(ResourceTypes.PERSISTENT_VOLUME_CLAIMS, namespace, claim, current -> {
            Map<String, String> annotations = current.getMetadata().getAnnotations();
            Map<String, String> more = new HashMap<>(annotations == null ? Map.of() : annotations);
            more.put(SELECTED_NODE, node);
            current.getMetadata().setAnnotations(more);
        });
    }
}
