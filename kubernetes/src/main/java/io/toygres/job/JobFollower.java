package io.toygres.job;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.Progress;
import io.toygres.job.JobRequest.JobName;
import io.toygres.kubernetes.WaitReason;
import io.toygres.operation.Attempt;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows a Job for the step of an operation that waits for its end: passes its progress on, now and then, and notices when there is
 * none, or no pod that could make any.
 */
@Singleton
public final class JobFollower {

    /** Name of the step that follows a Job, in every plan. */
    public static final String STEP = "await-job";

    /** How long the end of a Job that was late may take to be seen. */
    private static final Duration ROOM_FOR_ITS_END = Duration.ofMinutes(5);

    private final Jobs jobs;
    private final Duration stalledAfter;

    public JobFollower(Jobs jobs, JobSettings settings) {
        this.jobs = jobs;
        this.stalledAfter = settings.stalledAfter();
        JobMeters.register();
    }

    /** Deadline of the phase in which a Job is followed: later than the Job's own, since the Job's failure says more. */
    public static Duration phase(Duration jobDeadline) {
        return jobDeadline.plus(ROOM_FOR_ITS_END);
    }

    /**
     * Looks at the Job once.
     *
     * @param before what the operation remembers of the look before; null at the first
     */
    public FollowedJob look(JobName name, @Nullable JobWatch before, Attempt attempt) {
        FollowedJob job = find(name, before == null ? JobWatch.begin(attempt.now()) : before, attempt);
        JobMeters.looked(name, job, attempt);
        return job;
    }

    private FollowedJob find(JobName name, JobWatch watch, Attempt attempt) {
        return switch (jobs.status(name, attempt.now())) {
            case JobStatus.Missing() -> new FollowedJob.Gone();
            case JobStatus.Waiting(WaitReason reason) -> underWay(name, watch, reason, attempt);
            case JobStatus.Running(List<JobProgress> progress) ->
                underWay(name, watch.update(progress, attempt.now()), WaitReason.of("the Job runs"), attempt);
            case JobStatus.Succeeded(Optional<String> message) -> new FollowedJob.Succeeded(message);
            case JobStatus.Failed(Failure failure) -> failed(name, failure);
        };
    }

    private FollowedJob underWay(JobName name, JobWatch watch, WaitReason reason, Attempt attempt) {
        if (watch.last().stalled(stalledAfter, attempt.now())) {
            return failed(name, stalled(watch, reason));
        }
        return watch.hasNews(attempt.now())
                ? new FollowedJob.UnderWay(watch.told(attempt.now()), reason.text(), newest(watch))
                : new FollowedJob.UnderWay(watch, reason.text(), Optional.empty());
    }

    /** The Job and its log are removed when the operation is undone, so the failure keeps the last lines. */
    private FollowedJob failed(JobName name, Failure failure) {
        return new FollowedJob.Failed(
                jobs.logTail(name).map(failure::withLogTail).orElse(failure));
    }

    /** Whatever holds its pod back says more than that nothing is heard of it. */
    private static Failure stalled(JobWatch watch, WaitReason reason) {
        String last = reason.code().isPresent()
                ? reason.text()
                : newest(watch).map(Progress::message).orElse(reason.text());
        return new Failure(
                reason.code().orElse(ErrorCode.JOB_STALLED),
                "The Job has shown no progress since %s; last: %s"
                        .formatted(watch.last().since(), last));
    }

    private static Optional<Progress> newest(JobWatch watch) {
        List<JobProgress> workers = watch.last().workers();
        return workers.isEmpty()
                ? Optional.empty()
                : Optional.of(workers.getLast().inStep(STEP));
    }
}
