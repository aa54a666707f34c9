package io.toygres.localcluster.job;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.toygres.localcluster.registry.PodFacts;
import java.util.List;

/** Counts pods that have ended in a Job's status, and writes down the verdict when there is one. */
final class JobTally {
    private final JobClock clock;

    JobTally(JobClock clock) {
        this.clock = clock;
    }

    /** @param pods all of the Job; each that has ended is counted once, as its finalizer says */
    void update(Job job, List<Pod> pods) {
        JobStatus status = job.getStatus();
        if (status.getStartTime() == null) {
            status.setStartTime(clock.now());
        }
        long active = pods.stream().filter(pod -> !PodFacts.isOver(pod)).count();
        status.setActive(active == 0 ? null : (int) active);
        status.setReady((int) pods.stream().filter(PodFacts::isReady).count());
        pods.stream().filter(JobPods::isToCount).forEach(pod -> add(job, pod));
        judge(job);
    }

    private void add(Job job, Pod pod) {
        JobStatus status = job.getStatus();
        if (PodFacts.hasPhase(pod, "Succeeded")) {
            status.setSucceeded(orZero(status.getSucceeded()) + 1);
            return;
        }
        switch (FailurePolicy.judge(job.getSpec().getPodFailurePolicy(), pod)) {
            case FailurePolicy.Ignore ignored -> {}
            case FailurePolicy.Count counted -> fail(job);
            case FailurePolicy.FailJob fatal -> {
                fail(job);
                target(job, "PodFailurePolicy", fatal.message());
            }
        }
    }

    private void fail(Job job) {
        job.getStatus().setFailed(orZero(job.getStatus().getFailed()) + 1);
        clock.noteFailure(job);
    }

    private void judge(Job job) {
        JobStatus status = job.getStatus();
        if (orZero(status.getSucceeded()) >= job.getSpec().getCompletions()) {
            JobConditions.add(
                    job, "SuccessCriteriaMet", JobConditions.REACHED, JobConditions.REACHED_TEXT, clock.now());
        } else if (orZero(status.getFailed()) > job.getSpec().getBackoffLimit()) {
            target(job, "BackoffLimitExceeded", "Job has reached the specified backoff limit");
        } else if (clock.untilDeadline(job).filter(left -> !left.isPositive()).isPresent()) {
            target(job, "DeadlineExceeded", "Job was active longer than specified deadline");
        }
    }

    private void target(Job job, String reason, String message) {
        if (!JobConditions.holds(job, "SuccessCriteriaMet")) {
            JobConditions.add(job, "FailureTarget", reason, message, clock.now());
        }
    }

    private static int orZero(Integer number) {
        return number == null ? 0 : number;
    }
}
