package io.toygres.provisioner.readiness;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.operation.Attempt;
import io.toygres.operation.Outcome;
import io.toygres.provisioner.instance.InstanceObjects;
import io.toygres.provisioner.instance.ProvisioningState;
import io.toygres.provisioner.readiness.PodState.Broken;
import io.toygres.provisioner.readiness.PodState.Failing;
import io.toygres.provisioner.readiness.PodState.Preparing;
import io.toygres.provisioner.readiness.PodState.Ready;
import io.toygres.provisioner.readiness.PodState.Starting;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** The waiting steps. Changes of the objects wake them; the delay is only for changes that nobody saw. */
@Singleton
public final class Readiness {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final InstanceObjects objects;
    private final ReadinessConfig config;

    public Readiness(InstanceObjects objects, ReadinessConfig config) {
        this.objects = objects;
        this.config = config;
    }

    public Duration volumeDeadline() {
        return config.volume();
    }

    public Duration serverDeadline() {
        return config.server();
    }

    public Duration addressDeadline() {
        return config.address();
    }

    /** Waits for the volume; with most StorageClasses it is bound once the first pod that uses it has a node. */
    public <S extends Record & ProvisioningState> Outcome<S> awaitVolume(S state, Attempt attempt) {
        Optional<PersistentVolumeClaim> found =
                objects.find(PersistentVolumeClaim.class, state.names().volumeClaim());
        if (found.isEmpty()) {
            return Outcome.fail(ErrorCode.VOLUME_NOT_BOUND, "The PVC was removed while its volume was awaited.");
        }
        boolean bound = "Bound".equals(found.get().getStatus().getPhase());
        return bound ? Outcome.next(state) : stay(state, "waiting for the volume to be bound", found.get());
    }

    public <S extends Record & ProvisioningState> Outcome<S> awaitServer(S state, Attempt attempt) {
        Optional<Pod> found = objects.find(Pod.class, state.names().pod());
        return found.isPresent() ? awaitServer(state, attempt, found.get()) : awaitPod(state);
    }

    private <S extends Record & ProvisioningState> Outcome<S> awaitPod(S state) {
        var server = objects.get(StatefulSet.class, state.names().statefulSet());
        return stay(state, "waiting for the pod", server);
    }

    private <S extends Record & ProvisioningState> Outcome<S> awaitServer(S state, Attempt attempt, Pod pod) {
        return switch (PodStates.read(pod)) {
            case Ready _ -> Outcome.next(state);
            case Preparing(String reason) -> stay(state, reason, pod);
            case Starting(String reason) -> Outcome.waitFor(state, LOOK_AGAIN, reason);
            case Failing failing when isNew(failing, attempt) -> Outcome.waitFor(state, LOOK_AGAIN, failing.detail());
            case Failing failing -> Outcome.fail(failing.code(), failing.detail());
            case Broken(Failure failure) -> new Outcome.Fail<>(objects.withLogTail(failure, pod));
        };
    }

    /** By both clocks, the database's and the cluster's: a difference between them must not turn a temporary error into a failure. */
    private boolean isNew(Failing failing, Attempt attempt) {
        return attempt.inStep().compareTo(config.patience()) < 0
                || attempt.now().isBefore(failing.since().plus(config.patience()));
    }

    private <S extends Record> Outcome<S> stay(S state, String reason, HasMetadata about) {
        return Outcome.waitFor(state, LOOK_AGAIN, objects.withWarning(reason, about));
    }
}
