package io.toygres.job;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.toygres.contract.ErrorCode;
import io.toygres.job.JobRequest.JobName;
import io.toygres.operation.Attempt;
import java.util.List;

/** What is measured of Jobs, from when an operation begins to wait for one until it sees its end; docs/metrics.md explains it. */
final class JobMeters {

    /** With what the names of our Jobs begin. */
    private static final List<String> KINDS = List.of("backup", "restore");

    private static final String SUCCEEDED = "succeeded";
    private static final String FAILED = "failed";
    private static final String STALLED = "stalled";
    private static final String DELETED = "deleted";

    private JobMeters() {}

    /** Serves all from zero on, so that the first failure is an increase. */
    static void register() {
        for (String kind : KINDS) {
            List.of(SUCCEEDED, FAILED, STALLED, DELETED).forEach(outcome -> duration(kind, outcome));
        }
    }

    /** Counts a Job that has come to its end; a second look at the same end, after a crash, counts it again. */
    static void looked(JobName name, FollowedJob job, Attempt attempt) {
        switch (job) {
            case FollowedJob.UnderWay _ -> {}
            case FollowedJob.Succeeded _ -> ended(name, SUCCEEDED, attempt);
            case FollowedJob.Gone _ -> ended(name, DELETED, attempt);
            case FollowedJob.Failed failed ->
                ended(name, failed.failure().code() == ErrorCode.JOB_STALLED ? STALLED : FAILED, attempt);
        }
    }

    private static void ended(JobName name, String outcome, Attempt attempt) {
        duration(kind(name), outcome).record(attempt.inStep());
    }

    private static Timer duration(String kind, String outcome) {
        return Timer.builder("toygres.job.duration")
                .tag("kind", kind)
                .tag("outcome", outcome)
                .register(Metrics.globalRegistry);
    }

    private static String kind(JobName name) {
        return KINDS.stream()
                .filter(kind -> name.name().startsWith(kind + "-"))
                .findFirst()
                .orElse("other");
    }
}
