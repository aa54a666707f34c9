package io.toygres.provisioner.readiness;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.job.JobVerdict;
import io.toygres.kubernetes.ContainerState.Terminated;
import io.toygres.provisioner.readiness.PodState.Broken;
import io.toygres.provisioner.readiness.PodState.Starting;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What it means that a container of the server's pod ended by itself: {@code init.sh} says so, the server's log has to be read. */
final class ContainerEnd {

    /** Restarts after which the end of a container counts as final; fewer may have a temporary cause. */
    private static final int FINAL_RESTART_COUNT = 3;

    /** What makes a server end; lines about its shutdown follow. */
    private static final Pattern CAUSE = Pattern.compile("\\b(FATAL|PANIC):");

    private ContainerEnd() {}

    static PodState of(ContainerStatus status, Terminated ended) {
        Optional<Failure> verdict = JobVerdict.of(ended);
        boolean isFinal = verdict.isPresent() && JobVerdict.isFinal(ended);
        if (isFinal || status.getRestartCount() >= FINAL_RESTART_COUNT) {
            return new Broken(verdict.orElseGet(() -> new Failure(ErrorCode.NOT_READY, description(status, ended))));
        }
        return new Starting(description(status, ended));
    }

    private static String description(ContainerStatus status, Terminated ended) {
        return "container %s ended (restarts so far: %d): %s"
                .formatted(status.getName(), status.getRestartCount(), reason(ended));
    }

    private static String reason(Terminated ended) {
        return JobVerdict.of(ended)
                .map(Failure::detail)
                .or(() -> last(lines(ended).filter(CAUSE.asPredicate())))
                .or(() -> last(lines(ended)))
                .orElse("exit code " + ended.exitCode());
    }

    private static Stream<String> lines(Terminated ended) {
        return ended.message().lines().filter(line -> !line.isBlank());
    }

    private static Optional<String> last(Stream<String> lines) {
        return lines.reduce((_, later) -> later);
    }
}
