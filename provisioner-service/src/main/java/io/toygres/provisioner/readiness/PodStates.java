package io.toygres.provisioner.readiness;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.toygres.contract.ErrorCode;
import io.toygres.provisioner.readiness.PodState.Ailing;
import io.toygres.provisioner.readiness.PodState.Broken;
import io.toygres.provisioner.readiness.PodState.Ready;
import io.toygres.provisioner.readiness.PodState.Starting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a pod's status; the waiting reasons are the kubelet's. */
final class PodStates {

    /** Restarts after which a container that ends by itself is taken at its word. */
    private static final int CRASHES_BELIEVED = 3;

    private PodStates() {}

    static PodState read(Pod pod) {
        if (isTrue(pod, "Ready")) {
            return new Ready();
        }
        return statuses(pod)
                .flatMap(status -> trouble(status).stream())
                .findFirst()
                .or(() -> unscheduled(pod))
                .orElseGet(() -> new Starting("the server is starting"));
    }

    private static Stream<ContainerStatus> statuses(Pod pod) {
        return Stream.of(
                        pod.getStatus().getInitContainerStatuses(),
                        pod.getStatus().getContainerStatuses())
                .flatMap(List::stream);
    }

    private static Optional<PodState> trouble(ContainerStatus status) {
        return Optional.ofNullable(status.getState())
                .map(ContainerState::getWaiting)
                .flatMap(waiting -> trouble(status, waiting));
    }

    private static Optional<PodState> trouble(ContainerStatus status, ContainerStateWaiting waiting) {
        String reason = Optional.ofNullable(waiting.getReason()).orElse("");
        String detail = status.getImage() + ": "
                + Optional.ofNullable(waiting.getMessage()).orElse(reason);
        return switch (reason) {
            case "InvalidImageName", "ErrImageNeverPull" ->
                Optional.of(new Broken(ErrorCode.IMAGE_PULL_FAILED, detail));
            case "ErrImagePull", "ImagePullBackOff" -> Optional.of(new Ailing(ErrorCode.IMAGE_PULL_FAILED, detail));
            case "CrashLoopBackOff" -> Optional.of(crash(status));
            case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
                Optional.of(new Ailing(ErrorCode.NOT_READY, reason + ": " + detail));
            default -> Optional.empty();
        };
    }

    private static PodState crash(ContainerStatus status) {
        String detail =
                "container " + status.getName() + " ended " + status.getRestartCount() + " times: " + lastWords(status);
        return status.getRestartCount() >= CRASHES_BELIEVED
                ? new Broken(ErrorCode.NOT_READY, detail)
                : new Starting(detail);
    }

    private static String lastWords(ContainerStatus status) {
        return Optional.ofNullable(status.getLastState())
                .map(ContainerState::getTerminated)
                .map(PodStates::lastWords)
                .orElse("no reason given");
    }

    private static String lastWords(ContainerStateTerminated end) {
        return Optional.ofNullable(end.getMessage())
                .flatMap(message ->
                        message.lines().filter(line -> !line.isBlank()).reduce((first, last) -> last))
                .orElse("exit code " + end.getExitCode());
    }

    private static Optional<PodState> unscheduled(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition ->
                        condition.getType().equals("PodScheduled") && "False".equals(condition.getStatus()))
                .map(PodCondition::getMessage)
                .map(message -> (PodState) new Starting("the pod has no node yet: " + message))
                .findFirst();
    }

    private static boolean isTrue(Pod pod, String condition) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(found ->
                        found.getType().equals(condition) && found.getStatus().equals("True"));
    }
}
