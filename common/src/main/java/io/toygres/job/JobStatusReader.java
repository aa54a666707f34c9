package io.toygres.job;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a Job and its pods, as the API server shows them, amount to. Looks nothing up. */
final class JobStatusReader {

    private final Duration imagePullGrace;

    JobStatusReader(Duration imagePullGrace) {
        this.imagePullGrace = imagePullGrace;
    }

    /** @param pods the Job's pods, of all its tries, in any order */
    JobStatus read(Job job, List<Pod> pods, Instant now) {
        Optional<Pod> newest = pods.stream()
                .max(Comparator.comparing(pod -> Instant.parse(pod.getMetadata().getCreationTimestamp())));
        Optional<JobCondition> failed = condition(job, "Failed");
        if (condition(job, "Complete").isPresent()) {
            return succeeded(pods);
        }
        if (failed.isPresent()) {
            return new JobStatus.Failed(failure(failed.get(), pods));
        }
        return newest.map(pod -> active(pod, now)).orElseGet(() -> new JobStatus.Waiting("The Job has no pod yet."));
    }

    private JobStatus active(Pod pod, Instant now) {
        return ContainerState.of(pod)
                .map(state -> active(pod, state, now))
                .orElseGet(() -> new JobStatus.Waiting(unscheduled(pod)));
    }

    private JobStatus active(Pod pod, ContainerState state, Instant now) {
        return switch (state) {
            case ContainerState.Running() -> new JobStatus.Running(Optional.empty());
            case ContainerState.Terminated ended ->
                new JobStatus.Waiting(
                        ended.exitCode() == 0 ? "The Job is ending." : "A try failed; the Job tries again.");
            case ContainerState.Waiting waiting -> pullFailure(pod, waiting, now);
        };
    }

    private JobStatus pullFailure(Pod pod, ContainerState.Waiting waiting, Instant now) {
        Instant created = Instant.parse(pod.getMetadata().getCreationTimestamp());
        if (waiting.isPullFailure() && created.plus(imagePullGrace).isBefore(now)) {
            return new JobStatus.Failed(new Failure(ErrorCode.IMAGE_PULL_FAILED, waiting.inWords()));
        }
        return new JobStatus.Waiting(waiting.inWords());
    }

    private static JobStatus succeeded(List<Pod> pods) {
        return pods.stream()
                .flatMap(pod -> ContainerState.of(pod).stream())
                .filter(state -> state instanceof ContainerState.Terminated ended && ended.exitCode() == 0)
                .map(state -> ((ContainerState.Terminated) state).message())
                .findFirst()
                .<JobStatus>map(JobStatus.Succeeded::new)
                .orElseGet(() -> new JobStatus.Failed(new Failure(
                        ErrorCode.JOB_FAILED, "The Job succeeded, but its pod is gone, and with it its result.")));
    }

    /** The last words of the pod that failed last. */
    private static Failure failure(JobCondition failed, List<Pod> pods) {
        if ("DeadlineExceeded".equals(failed.getReason())) {
            return new Failure(ErrorCode.JOB_STALLED, "The Job was not done at its deadline.");
        }
        return pods.stream()
                .sorted(Comparator.comparing(
                                (Pod pod) -> Instant.parse(pod.getMetadata().getCreationTimestamp()))
                        .reversed())
                .flatMap(pod -> ContainerState.of(pod).stream())
                .filter(ContainerState.Terminated.class::isInstance)
                .map(ContainerState.Terminated.class::cast)
                .findFirst()
                .map(LastWords::failure)
                .orElseGet(() -> new Failure(
                        ErrorCode.JOB_FAILED, "The Job failed (" + failed.getReason() + ") and left no pod to ask."));
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        if (job.getStatus() == null) {
            return Optional.empty();
        }
        return job.getStatus().getConditions().stream()
                .filter(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()))
                .findFirst();
    }

    private static String unscheduled(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition ->
                        "PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus()))
                .map(PodCondition::getMessage)
                .findFirst()
                .map(message -> "The pod is not scheduled: " + message)
                .orElse("The pod is being started.");
    }
}
