package io.toygres.job;

import io.toygres.contract.Failure;
import io.toygres.kubernetes.WaitReason;
import java.util.List;
import java.util.Optional;

/** Where a Job stands. */
public sealed interface JobStatus {

    /** There is no such Job: not created yet, or removed. */
    record Missing() implements JobStatus {}

    /** No container runs: a pod is being placed or its image pulled, or the Job pauses before another try. */
    record Waiting(WaitReason reason) implements JobStatus {
        static Waiting of(String text) {
            return new Waiting(WaitReason.of(text));
        }
    }

    /**
     * The program runs; {@link LastProgress} tells when to call it stalled.
     *
     * @param progress what each of its workers said last, the newest last; empty before the first report
     */
    record Running(List<JobProgress> progress) implements JobStatus {
        public Running {
            progress = List.copyOf(progress);
        }
    }

    /**
     * The program succeeded.
     *
     * @param message its termination message, JSON; empty when the pod that had it is gone, as with its node
     */
    record Succeeded(Optional<String> message) implements JobStatus {}

    /** The Job failed for good. */
    record Failed(Failure failure) implements JobStatus {}
}
