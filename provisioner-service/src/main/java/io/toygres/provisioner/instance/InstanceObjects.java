package io.toygres.provisioner.instance;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.smallrye.faulttolerance.api.ApplyGuard;
import io.toygres.contract.Failure;
import io.toygres.contract.InstanceId;
import io.toygres.kubernetes.KubernetesBreaker;
import io.toygres.kubernetes.Labels;
import io.toygres.kubernetes.ObjectEvents;
import io.toygres.kubernetes.OwnedObjects;
import io.toygres.kubernetes.SharedObjects;
import io.toygres.kubernetes.WaitReason;
import io.toygres.operation.UndoOutcome;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks up, makes and removes the objects of instances in the managed namespace, and touches none that is not theirs. No call
 * lasts for ever: the client bounds the time to the beginning of an answer, and waits for the rest of it without end.
 */
@Singleton
@ApplyGuard(KubernetesBreaker.NAME)
public final class InstanceObjects {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    /** https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase */
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private final KubernetesClient client;
    private final String namespace;

    public InstanceObjects(KubernetesClient client, ClusterConfig config) {
        this.client = client;
        this.namespace = config.namespace();
    }

    /** What the builders work from. */
    public Instance describe(ProvisioningState state) {
        return state.described(namespace);
    }

    /** Creates the object unless it is there. @throws io.toygres.contract.TerminalException when it is someone else's */
    public <T extends HasMetadata> T ensure(T desired) {
        return OwnedObjects.ensure(client, desired);
    }

    /** Creates the object unless it is there, and lets it go with the last of the owners that it was made for. */
    public void ensureFor(HasMetadata owner, HasMetadata shared) {
        SharedObjects.ensureFor(client, owner, shared);
    }

    public <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
        return Optional.ofNullable(
                client.resources(kind).inNamespace(namespace).withName(name).get());
    }

    /** An object that an earlier step made. @throws IllegalStateException when someone removed it since */
    public <T extends HasMetadata> T get(Class<T> kind, String name) {
        return find(kind, name)
                .orElseThrow(() -> new IllegalStateException(kind.getSimpleName() + " " + name + " is not there"));
    }

    /** A failure of the instance's pod, with the end of the log of the container that is the cause, if there is one. */
    public Failure withLogTail(Failure failure, Pod pod) {
        return PodLogTail.of(client, pod).map(failure::withLogTail).orElse(failure);
    }

    /** The reason of a wait, with what the cluster says about the object that is waited for. */
    public WaitReason explain(WaitReason reason, HasMetadata object) {
        return reason.with(ObjectEvents.warning(client, object));
    }

    /** The newest pod of an instance's server or of its restore Job that has not ended. */
    public Optional<Pod> newestPod(InstanceId owner) {
        return client
                .pods()
                .inNamespace(namespace)
                .withLabel(Labels.INSTANCE_ID, owner.toString())
                .list()
                .getItems()
                .stream()
                .filter(pod -> !ENDED.contains(String.valueOf(pod.getStatus().getPhase())))
                .max(Comparator.comparing(
                        pod -> String.valueOf(pod.getMetadata().getCreationTimestamp())));
    }

    /**
     * Deletes the object with all that hangs on it and tells whether it is gone. An object of that name which carries
     * another owner's labels, or none, was not made by us and stays.
     */
    public <T extends HasMetadata> UndoOutcome remove(Class<T> kind, String name, InstanceId owner) {
        boolean left = find(kind, name)
                .filter(found -> isOwnedBy(found, owner))
                .filter(found -> !OwnedObjects.gone(client, found))
                .isPresent();
        return left
                ? UndoOutcome.waitFor(LOOK_AGAIN, "waiting until " + kind.getSimpleName() + " " + name + " is gone")
                : UndoOutcome.done();
    }

    /** Deletes the owner's pods of one component, and tells whether they are gone: a pod may outlive what made it. */
    public UndoOutcome removePods(InstanceId owner, String component) {
        var labels = Map.of(Labels.INSTANCE_ID, owner.toString(), Labels.COMPONENT, component);
        return OwnedObjects.podsGone(client, namespace, labels)
                ? UndoOutcome.done()
                : UndoOutcome.waitFor(LOOK_AGAIN, "waiting until the pods are gone");
    }

    private static boolean isOwnedBy(HasMetadata found, InstanceId owner) {
        Map<String, String> labels = found.getMetadata().getLabels();
        return labels != null
                && Labels.TOYGRES.equals(labels.get(Labels.MANAGED_BY))
                && owner.toString().equals(labels.get(Labels.INSTANCE_ID));
    }
}
