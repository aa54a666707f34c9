package io.toygres.provisioner.readiness;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.kubernetes.PodWait;
import io.toygres.kubernetes.WaitReason;
import io.toygres.operation.Attempt;
import io.toygres.operation.Outcome;
import io.toygres.provisioner.instance.InstanceObjects;
import io.toygres.provisioner.instance.ProvisioningState;
import io.toygres.provisioner.readiness.PodState.Broken;
import io.toygres.provisioner.readiness.PodState.Failing;
import io.toygres.provisioner.readiness.PodState.NotPulled;
import io.toygres.provisioner.readiness.PodState.Preparing;
import io.toygres.provisioner.readiness.PodState.Ready;
import io.toygres.provisioner.readiness.PodState.Starting;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
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
        return bound ? Outcome.next(state) : stay(state, whyUnbound(state, found.get(), attempt.now()));
    }

    /** A claim that waits for its first consumer says nothing of what keeps the consumer from coming. */
    private WaitReason whyUnbound(ProvisioningState state, PersistentVolumeClaim claim, Instant now) {
        WaitReason unbound = objects.explain(WaitReason.of("waiting for the volume to be bound"), claim);
        if (unbound.code().isPresent()) {
            return unbound;
        }
        return objects.newestPod(state.instanceId())
                .map(pod -> whyNotPlaced(pod, now))
                .orElseGet(() -> whyNoPod(state))
                .map(unbound::since)
                .orElse(unbound);
    }

    private Optional<WaitReason> whyNotPlaced(Pod pod, Instant now) {
        WaitReason seen = PodWait.of(pod, now).orElseGet(() -> WaitReason.of("the pod is being prepared"));
        return Optional.of(objects.explain(seen, pod))
                .filter(reason -> !reason.equals(seen) || reason.code().isPresent());
    }

    /** It is the server's when the instance is empty, and the restore Job's until that has loaded it. */
    private Optional<WaitReason> whyNoPod(ProvisioningState state) {
        return objects.find(StatefulSet.class, state.names().statefulSet())
                .<HasMetadata>map(server -> server)
                .or(() -> objects.find(Job.class, state.names().restoreJob()))
                .map(maker -> objects.explain(WaitReason.of("there is no pod for it yet"), maker));
    }

    public <S extends Record & ProvisioningState> Outcome<S> awaitServer(S state, Attempt attempt) {
        Optional<Pod> found = objects.find(Pod.class, state.names().pod());
        return found.isPresent() ? awaitServer(state, attempt, found.get()) : stay(state, whyNoServer(state));
    }

    private WaitReason whyNoServer(ProvisioningState state) {
        return objects.explain(
                WaitReason.of("waiting for the pod"),
                objects.get(StatefulSet.class, state.names().statefulSet()));
    }

    private <S extends Record & ProvisioningState> Outcome<S> awaitServer(S state, Attempt attempt, Pod pod) {
        return switch (PodStates.read(pod, attempt.now())) {
            case Ready _ -> Outcome.next(state);
            case Preparing(WaitReason reason) -> stay(state, objects.explain(reason, pod));
            case NotPulled(String detail) -> stay(state, WaitReason.of(detail, ErrorCode.IMAGE_PULL_FAILED));
            case Starting(String reason) -> stay(state, whyNotReady(reason, pod));
            case Failing failing
            when isNew(failing, attempt) -> stay(state, WaitReason.of(failing.detail(), failing.code()));
            case Failing failing -> Outcome.fail(failing.code(), failing.detail());
            case Broken(Failure failure) -> new Outcome.Fail<>(objects.withLogTail(failure, pod));
        };
    }

    /** By both clocks, the database's and the cluster's: a difference between them must not turn a temporary error into a failure. */
    private boolean isNew(Failing failing, Attempt attempt) {
        return attempt.inStep().compareTo(config.patience()) < 0
                || attempt.now().isBefore(failing.since().plus(config.patience()));
    }

    /** While containers run, probes that fail and pauses before a restart are no news; a lost node is. */
    private WaitReason whyNotReady(String reason, Pod pod) {
        WaitReason starting = WaitReason.of(reason);
        WaitReason explained = objects.explain(starting, pod);
        return explained.code().isPresent() ? explained : starting;
    }

    private static <S extends Record> Outcome<S> stay(S state, WaitReason reason) {
        return Outcome.waitFor(state, LOOK_AGAIN, reason.text(), reason.code());
    }
}
