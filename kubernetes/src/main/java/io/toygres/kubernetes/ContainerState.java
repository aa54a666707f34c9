package io.toygres.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The state of a container in a pod, as its kubelet reports it. */
public sealed interface ContainerState {

    record Running() implements ContainerState {}

    /** @param reason the kubelet's, such as {@code ContainerCreating} or {@code ErrImagePull} */
    record Waiting(String reason, String message) implements ContainerState {

        /** No registry could know such an image, or the node may not ask one. */
        private static final Set<String> HOPELESS_PULLS = Set.of("InvalidImageName", "ErrImageNeverPull");

        private static final Set<String> FAILED_PULLS = Set.of("ErrImagePull", "ImagePullBackOff");

        /** As containerd, CRI-O and Docker word it. */
        private static final Pattern UNKNOWN_IMAGE =
                Pattern.compile("code = NotFound|manifest unknown|name unknown|: not found$", Pattern.CASE_INSENSITIVE);

        private static final Set<String> FAILED_STARTS =
                Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");

        public boolean isHopelessPull() {
            return HOPELESS_PULLS.contains(reason);
        }

        /** The image can't be pulled now. */
        public boolean isPullFailure() {
            return FAILED_PULLS.contains(reason) || isHopelessPull();
        }

        /** Its registry says that there is no such image; until then a registry may be away, or a right to pull may be missing. */
        public boolean isUnknownImage() {
            return isHopelessPull() || UNKNOWN_IMAGE.matcher(message).find();
        }

        /** The image is there, and still the container cannot be started: a missing key of a Secret, a wrong program. */
        public boolean isStartFailure() {
            return FAILED_STARTS.contains(reason);
        }

        /** It ended by itself and is started again after a pause. */
        public boolean isRestartPause() {
            return reason.equals("CrashLoopBackOff");
        }

        public String inWords() {
            return message.isEmpty() ? reason : reason + ": " + message;
        }
    }

    /**
     * @param reason such as {@code Completed}, {@code Error} or {@code OOMKilled}
     * @param message the termination message, or the end of the log where a container falls back to it
     */
    record Terminated(int exitCode, String reason, String message) implements ContainerState {}

    /** Of the container with that name; empty while the pod's node has not said anything about it. */
    static Optional<ContainerState> of(Pod pod, String container) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> container.equals(status.getName()))
                .findFirst()
                .flatMap(ContainerState::of);
    }

    static Optional<ContainerState> of(ContainerStatus status) {
        return of(status.getState());
    }

    /** How the container's run before the present one ended; empty when this is the first. */
    static Optional<Terminated> lastEnd(ContainerStatus status) {
        return of(status.getLastState()).filter(Terminated.class::isInstance).map(Terminated.class::cast);
    }

    private static Optional<ContainerState> of(io.fabric8.kubernetes.api.model.@Nullable ContainerState state) {
        if (state == null) {
            return Optional.empty();
        }
        ContainerStateTerminated terminated = state.getTerminated();
        ContainerStateWaiting waiting = state.getWaiting();
        if (terminated != null) {
            return Optional.of(new Terminated(
                    terminated.getExitCode(), text(terminated.getReason()), text(terminated.getMessage())));
        }
        if (waiting != null) {
            return Optional.of(new Waiting(text(waiting.getReason()), text(waiting.getMessage())));
        }
        return state.getRunning() == null ? Optional.empty() : Optional.of(new Running());
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
