package io.toygres.localcluster.job;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Job's conditions. The verdict ({@code SuccessCriteriaMet} or {@code FailureTarget}) comes first, the end
 * ({@code Complete} or {@code Failed}) once no pod is left running.
 */
final class JobConditions {
    static final String REACHED = "CompletionsReached";
    static final String REACHED_TEXT = "Reached expected number of succeeded pods";

    private JobConditions() {}

    /** There is a verdict. */
    static boolean decided(Job job) {
        return holds(job, "SuccessCriteriaMet") || holds(job, "FailureTarget");
    }

    /** The end that the verdict says. */
    static void finish(Job job, String now) {
        job.getStatus().setActive(null);
        job.getStatus().setReady(0);
        Optional<JobCondition> failure = find(job, "FailureTarget");
        if (failure.isPresent()) {
            add(job, "Failed", failure.get().getReason(), failure.get().getMessage(), now);
        } else {
            job.getStatus().setCompletionTime(now);
            add(job, "Complete", REACHED, REACHED_TEXT, now);
        }
    }

    static boolean finished(Job job) {
        return holds(job, "Complete") || holds(job, "Failed");
    }

    static Optional<JobCondition> find(Job job, String type) {
        return job.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals("True"))
                .findFirst();
    }

    static boolean holds(Job job, String type) {
        return find(job, type).isPresent();
    }

    static void add(Job job, String type, String reason, String message, String now) {
        if (holds(job, type)) {
            return;
        }
        List<JobCondition> conditions = new ArrayList<>(job.getStatus().getConditions());
        conditions.add(new JobConditionBuilder()
                .withType(type)
                .withStatus("True")
                .withReason(reason)
                .withMessage(message)
                .withLastProbeTime(now)
                .withLastTransitionTime(now)
                .build());
        job.getStatus().setConditions(conditions);
    }
}
