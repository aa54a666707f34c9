package io.toygres.job;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.kubernetes.ContainerState;
import io.toygres.kubernetes.PodStart;
import io.toygres.kubernetes.PodWait;
import io.toygres.kubernetes.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a Job and its pods, as the API server shows them, amount to. Looks nothing up. */
final class JobStatusReader {

    /** Pods by their tries. */
    static final Comparator<Pod> NEWEST_FIRST =
            Comparator.comparing(JobStatusReader::created).reversed();

    /**
     * Evictions by nodes that ran short of memory or disk, after which another node would do no better. The Job controller does not
     * count them, since its failure policy passes over every disruption.
     */
    private static final int TOO_MANY_EVICTIONS = 3;

    private final Duration startGrace;

    /** @param startGrace how long an image may be unknown, or a container fail to be started, before the Job counts as failed */
    JobStatusReader(Duration startGrace) {
        this.startGrace = startGrace;
    }

    /** @param pods the Job's pods, of all its tries, in any order */
    JobStatus read(Job job, List<Pod> pods, Instant now) {
        Optional<JobCondition> failed = condition(job, "Failed");
        if (condition(job, "Complete").isPresent()) {
            return new JobStatus.Succeeded(messageOfSuccess(pods));
        }
        if (failed.isPresent()) {
            return new JobStatus.Failed(failure(failed.get(), pods));
        }
        return evictions(pods).orElseGet(() -> newest(pods)
                .map(pod -> active(pod, now))
                .orElseGet(() -> JobStatus.Waiting.of("the Job has no pod yet")));
    }

    /** A work volume that overflows once does so again; a node may be short of something by somebody else's doing. */
    private static Optional<JobStatus> evictions(List<Pod> pods) {
        List<Failure> evictions = pods.stream()
                .filter(JobStatusReader::isEvicted)
                .sorted(NEWEST_FIRST)
                .map(JobStatusReader::evicted)
                .toList();
        return evictions.stream()
                .filter(failure -> failure.code() != ErrorCode.EVICTED)
                .findFirst()
                .or(() -> evictions.stream().findFirst().filter(_ -> evictions.size() >= TOO_MANY_EVICTIONS))
                .map(JobStatus.Failed::new);
    }

    /** The pod of the latest try. */
    static Optional<Pod> newest(List<Pod> pods) {
        return pods.stream().min(NEWEST_FIRST);
    }

    /** None of its containers runs, or will run again. */
    static boolean hasEnded(Pod pod) {
        List<ContainerState> states = JobTemplate.CONTAINERS.stream()
                .flatMap(container -> ContainerState.of(pod, container).stream())
                .toList();
        return isEvicted(pod)
                || (!states.isEmpty() && states.stream().allMatch(ContainerState.Terminated.class::isInstance));
    }

    private static Instant created(Pod pod) {
        return Instant.parse(pod.getMetadata().getCreationTimestamp());
    }

    private JobStatus active(Pod pod, Instant now) {
        if (isEvicted(pod)) {
            return JobStatus.Waiting.of("the Job's pod was evicted and is replaced");
        }
        return JobTemplate.CONTAINERS.stream()
                .flatMap(container -> ContainerState.of(pod, container).stream())
                .filter(ContainerState.Waiting.class::isInstance)
                .findFirst()
                .or(() -> ContainerState.of(pod, JobTemplate.CONTAINER))
                .map(state -> active(pod, state, now))
                .orElseGet(() -> new JobStatus.Waiting(
                        PodWait.of(pod, now).orElseGet(() -> WaitReason.of("the pod is being started"))));
    }

    private JobStatus active(Pod pod, ContainerState state, Instant now) {
        return switch (state) {
            case ContainerState.Running() -> new JobStatus.Running(List.of());
            case ContainerState.Terminated ended ->
                JobStatus.Waiting.of(
                        ended.exitCode() == 0 ? "the Job is ending" : "an attempt failed; the Job makes another");
            case ContainerState.Waiting waiting -> waiting(pod, waiting, now);
        };
    }

    private JobStatus waiting(Pod pod, ContainerState.Waiting waiting, Instant now) {
        boolean fails = waiting.isUnknownImage() || waiting.isStartFailure();
        if (fails && PodStart.of(pod).orElse(created(pod)).plus(startGrace).isBefore(now)) {
            ErrorCode code = waiting.isPullFailure() ? ErrorCode.IMAGE_PULL_FAILED : ErrorCode.JOB_FAILED;
            return new JobStatus.Failed(new Failure(code, waiting.inWords()));
        }
        return new JobStatus.Waiting(new WaitReason(
                waiting.inWords(),
                waiting.isPullFailure() ? Optional.of(ErrorCode.IMAGE_PULL_FAILED) : Optional.empty()));
    }

    /** What the pod said that succeeded. */
    private static Optional<String> messageOfSuccess(List<Pod> pods) {
        return pods.stream()
                .flatMap(pod -> ContainerState.of(pod, JobTemplate.CONTAINER).stream())
                .filter(state -> state instanceof ContainerState.Terminated ended && ended.exitCode() == 0)
                .map(state -> ((ContainerState.Terminated) state).message())
                .findFirst();
    }

    /** What the pod that failed last said about it. */
    private static Failure failure(JobCondition failed, List<Pod> pods) {
        if ("DeadlineExceeded".equals(failed.getReason())) {
            return new Failure(ErrorCode.JOB_STALLED, "The Job was not done at its deadline.");
        }
        return pods.stream()
                .sorted(NEWEST_FIRST)
                .flatMap(pod -> ended(pod).stream())
                .findFirst()
                .orElseGet(() -> new Failure(
                        ErrorCode.JOB_FAILED, "The Job failed (" + failed.getReason() + ") and left no pod to ask."));
    }

    /** Why the pod ended: the node's reason when it put it out, such as a full work volume, else the program's. */
    private static Optional<Failure> ended(Pod pod) {
        if (isEvicted(pod)) {
            return Optional.of(evicted(pod));
        }
        return blamed(pod).flatMap(container -> terminated(pod, container)).map(JobVerdict::orDescription);
    }

    /**
     * The container that failed, and not because another did: the first with a verdict of its own, or else the first that ended badly. Empty
     * when there is none.
     */
    static Optional<String> blamed(Pod pod) {
        List<String> failed = JobTemplate.CONTAINERS.stream()
                .filter(container -> terminated(pod, container)
                        .filter(ended -> ended.exitCode() != 0 && !JobVerdict.isBrokenOff(ended))
                        .isPresent())
                .toList();
        return failed.stream()
                .filter(container ->
                        terminated(pod, container).flatMap(JobVerdict::of).isPresent())
                .findFirst()
                .or(() -> failed.stream().findFirst())
                .or(() -> JobTemplate.CONTAINERS.stream()
                        .filter(container -> terminated(pod, container)
                                .filter(ended -> ended.exitCode() != 0)
                                .isPresent())
                        .findFirst());
    }

    private static Optional<ContainerState.Terminated> terminated(Pod pod, String container) {
        return ContainerState.of(pod, container)
                .filter(ContainerState.Terminated.class::isInstance)
                .map(ContainerState.Terminated.class::cast);
    }

    private static boolean isEvicted(Pod pod) {
        return "Evicted".equals(pod.getStatus().getReason());
    }

    private static Failure evicted(Pod pod) {
        String why = Objects.requireNonNullElse(pod.getStatus().getMessage(), "no reason given");
        ErrorCode code = why.contains("EmptyDir volume") ? ErrorCode.WORK_VOLUME_FULL : ErrorCode.EVICTED;
        return new Failure(code, "The Job's pod was evicted: " + why);
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        if (job.getStatus() == null) {
            return Optional.empty();
        }
        return job.getStatus().getConditions().stream()
                .filter(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()))
                .findFirst();
    }
}
