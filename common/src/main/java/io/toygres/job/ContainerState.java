package io.toygres.job;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The state of the container in a Job's pod. */
sealed interface ContainerState {

    record Running() implements ContainerState {}

    /** @param reason such as {@code ContainerCreating} or {@code ErrImagePull} */
    record Waiting(String reason, String message) implements ContainerState {

        private static final Set<String> PULL_FAILURES =
                Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");

        boolean isPullFailure() {
            return PULL_FAILURES.contains(reason);
        }

        String inWords() {
            return message.isEmpty() ? reason : reason + ": " + message;
        }
    }

    /** @param reason such as {@code Completed}, {@code Error} or {@code OOMKilled} */
    record Terminated(int exitCode, String reason, String message) implements ContainerState {}

    /** Empty while the pod's node has not said anything about it. */
    static Optional<ContainerState> of(Pod pod) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> JobTemplate.CONTAINER.equals(status.getName()))
                .findFirst()
                .flatMap(ContainerState::of);
    }

    private static Optional<ContainerState> of(ContainerStatus status) {
        if (status.getState() == null) {
            return Optional.empty();
        }
        ContainerStateTerminated terminated = status.getState().getTerminated();
        ContainerStateWaiting waiting = status.getState().getWaiting();
        if (terminated != null) {
            return Optional.of(new Terminated(
                    terminated.getExitCode(), text(terminated.getReason()), text(terminated.getMessage())));
        }
        if (waiting != null) {
            return Optional.of(new Waiting(text(waiting.getReason()), text(waiting.getMessage())));
        }
        return Optional.of(new Running());
    }

    private static String text(String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
