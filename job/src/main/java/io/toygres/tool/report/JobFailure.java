package io.toygres.tool.report;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.job.JobExit;

/** Ends the Job's try with a verdict. The detail goes to users: no secret, no SQL. */
public final class JobFailure extends RuntimeException {

    private final ErrorCode code;
    private final String detail;
    private final boolean retried;

    private JobFailure(ErrorCode code, String detail, boolean retried) {
        super(code + ": " + detail);
        this.code = code;
        this.detail = detail;
        this.retried = retried;
    }

    /** Another pod would find the same. */
    public static JobFailure terminal(ErrorCode code, String detail) {
        return new JobFailure(code, detail, false);
    }

    /** Another pod may find it better. */
    public static JobFailure retried(ErrorCode code, String detail) {
        return new JobFailure(code, detail, true);
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    public boolean isRetried() {
        return retried;
    }

    int exitCode() {
        return retried ? JobExit.RETRY : JobExit.TERMINAL;
    }
}
