package io.toygres.tool.report;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.job.Verdict;

/** One kind of Job. */
public interface JobCommand {

    /** Does the work. @throws JobFailure when it can't */
    Verdict run(JobContext context);

    /** The code of a failure that nobody foresaw; another pod tries again. */
    ErrorCode unexpected();

    /** Stops what is no child process; called once, when the pod ends or the work has failed. */
    default void stop() {}
}
