package io.toygres.provisioner.readiness;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.toygres.contract.ErrorCode;
import io.toygres.kubernetes.ContainerState;
import io.toygres.kubernetes.ContainerState.Terminated;
import io.toygres.kubernetes.ContainerState.Waiting;
import io.toygres.kubernetes.PodStart;
import io.toygres.kubernetes.PodWait;
import io.toygres.kubernetes.WaitReason;
import io.toygres.provisioner.readiness.PodState.Broken;
import io.toygres.provisioner.readiness.PodState.Failing;
import io.toygres.provisioner.readiness.PodState.NotPulled;
import io.toygres.provisioner.readiness.PodState.Preparing;
import io.toygres.provisioner.readiness.PodState.Ready;
import io.toygres.provisioner.readiness.PodState.Starting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a pod's status. */
final class PodStates {

    private PodStates() {}

    /** @param now to know a node that does nothing */
    static PodState read(Pod pod, Instant now) {
        if (pod.isMarkedForDeletion()) {
            return new Preparing(WaitReason.of("the pod is being replaced"));
        }
        if (isTrue(pod, "Ready")) {
            return new Ready();
        }
        return PodWait.evicted(pod).<PodState>map(Preparing::new).orElseGet(() -> statuses(pod)
                .flatMap(status -> problem(pod, status).stream())
                .findFirst()
                .orElseGet(() -> underWay(pod, now)));
    }

    private static Stream<ContainerStatus> statuses(Pod pod) {
        return Stream.of(
                        pod.getStatus().getInitContainerStatuses(),
                        pod.getStatus().getContainerStatuses())
                .flatMap(List::stream);
    }

    private static Optional<PodState> problem(Pod pod, ContainerStatus status) {
        return ContainerState.of(status).flatMap(state -> switch (state) {
            case ContainerState.Running _ -> Optional.empty();
            case Terminated ended ->
                ended.exitCode() == 0 ? Optional.empty() : Optional.of(ContainerEnd.of(status, ended));
            case Waiting waiting -> problem(pod, status, waiting);
        });
    }

    private static Optional<PodState> problem(Pod pod, ContainerStatus status, Waiting waiting) {
        if (waiting.isRestartPause()) {
            return ContainerState.lastEnd(status).map(ended -> ContainerEnd.of(status, ended));
        }
        String detail = status.getImage() + ": " + waiting.inWords();
        if (waiting.isHopelessPull()) {
            return Optional.of(Broken.of(ErrorCode.IMAGE_PULL_FAILED, detail));
        }
        if (waiting.isPullFailure() && !waiting.isUnknownImage()) {
            return Optional.of(new NotPulled(detail));
        }
        if (waiting.isPullFailure() || waiting.isStartFailure()) {
            ErrorCode code = waiting.isPullFailure() ? ErrorCode.IMAGE_PULL_FAILED : ErrorCode.NOT_READY;
            return Optional.of(new Failing(code, detail, PodStart.of(pod).orElse(Instant.EPOCH)));
        }
        return Optional.empty();
    }

    private static PodState underWay(Pod pod, Instant now) {
        boolean noneHasRun = statuses(pod)
                .allMatch(status -> ContainerState.of(status).stream().allMatch(Waiting.class::isInstance)
                        && ContainerState.lastEnd(status).isEmpty());
        if (noneHasRun) {
            return new Preparing(PodWait.of(pod, now).orElseGet(() -> WaitReason.of("the pod is being prepared")));
        }
        return new Starting("the server is starting");
    }

    private static boolean isTrue(Pod pod, String condition) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(found ->
                        found.getType().equals(condition) && found.getStatus().equals("True"));
    }
}
