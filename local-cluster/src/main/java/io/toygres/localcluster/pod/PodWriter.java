package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.toygres.localcluster.registry.DeleteRequest;
import io.toygres.localcluster.registry.PodFacts;
import io.toygres.localcluster.registry.Timestamps;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ResourceTypes;
import java.util.Optional;

/** What the kubelet writes about a pod, unless another one has its name by now. */
final class PodWriter {
    private final Machine machine;

    PodWriter(Machine machine) {
        this.machine = machine;
    }

    /** The pod's address is known before its containers start, because their environment may ask for it. */
    Pod place(Pod pod, PodWorker worker) {
        if (pod.getStatus().getPodIP() == null) {
            pod.getStatus().setPodIP(worker.address());
            pod.getStatus().setHostIP(machine.addresses().node());
            pod.getStatus().setStartTime(Timestamps.now(machine.clock()));
        }
        return pod;
    }

    /** @param phase unless the pod is over already */
    void publish(PodId id, PodWorker worker, String phase) {
        machine.registry().edit(ResourceTypes.PODS, id.namespace(), id.name(), current -> {
            if (PodId.of(current).equals(id)) {
                Pod placed = place(current, worker);
                placed.setStatus(PodStatuses.of(
                        placed,
                        PodFacts.isOver(current) ? current.getStatus().getPhase() : phase,
                        worker.containers(),
                        machine.clock().instant()));
            }
        });
    }

    /** It will never run: who holds it with a finalizer until it has ended would wait for ever. */
    void fail(PodId id) {
        machine.registry().edit(ResourceTypes.PODS, id.namespace(), id.name(), current -> {
            if (PodId.of(current).equals(id) && !PodFacts.isOver(current)) {
                current.getStatus().setPhase("Failed");
            }
        });
    }

    /** Its node is gone. */
    void disrupt(Pod pod) {
        machine.registry()
                .edit(
                        ResourceTypes.PODS,
                        pod,
                        current -> current.setStatus(new PodStatusBuilder(current.getStatus())
                                .withPhase(
                                        PodFacts.isOver(current)
                                                ? current.getStatus().getPhase()
                                                : "Failed")
                                .addToConditions(new PodConditionBuilder()
                                        .withType("DisruptionTarget")
                                        .withStatus("True")
                                        .withReason("DeletionByPodGC")
                                        .withMessage("PodGC: node no longer exists")
                                        .withLastTransitionTime(Timestamps.now(machine.clock()))
                                        .build())
                                .build()));
    }

    /** Without grace; one that is already gone is fine. */
    void delete(PodId id) {
        DeleteRequest request = new DeleteRequest(
                Optional.of(DeleteRequest.Propagation.BACKGROUND),
                Optional.of(0L),
                Optional.of(id.uid()),
                Optional.empty());
        try {
            machine.registry().deleteIfPresent(new ObjectKey(ResourceTypes.PODS, id.namespace(), id.name()), request);
        } catch (ApiException another) {
            if (another.code() != 409) {
                throw another;
            }
        }
    }
}
