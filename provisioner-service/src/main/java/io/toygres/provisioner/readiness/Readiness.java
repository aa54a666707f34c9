package io.toygres.provisioner.readiness;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.toygres.operation.Outcome;
import io.toygres.operation.Turn;
import io.toygres.provisioner.instance.InstanceObjects;
import io.toygres.provisioner.instance.ProvisioningState;
import io.toygres.provisioner.readiness.PodState.Ailing;
import io.toygres.provisioner.readiness.PodState.Broken;
import io.toygres.provisioner.readiness.PodState.Ready;
import io.toygres.provisioner.readiness.PodState.Starting;
import jakarta.inject.Singleton;
import java.time.Duration;

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
    public <S extends Record & ProvisioningState> Outcome<S> awaitVolume(S state, Turn turn) {
        boolean bound = objects.find(PersistentVolumeClaim.class, state.names().volumeClaim())
                .filter(claim -> "Bound".equals(claim.getStatus().getPhase()))
                .isPresent();
        return bound ? Outcome.next(state) : Outcome.waitFor(state, LOOK_AGAIN, "waiting for the volume to be bound");
    }

    public <S extends Record & ProvisioningState> Outcome<S> awaitServer(S state, Turn turn) {
        PodState pod = objects.find(Pod.class, state.names().pod())
                .map(PodStates::read)
                .orElseGet(() -> new Starting("waiting for the pod"));
        return switch (pod) {
            case Ready _ -> Outcome.next(state);
            case Starting starting -> Outcome.waitFor(state, LOOK_AGAIN, starting.reason());
            case Ailing ailing
            when turn.inStep().compareTo(config.patience()) < 0 -> Outcome.waitFor(state, LOOK_AGAIN, ailing.detail());
            case Ailing ailing -> Outcome.fail(ailing.code(), ailing.detail());
            case Broken broken -> Outcome.fail(broken.code(), broken.detail());
        };
    }
}
