package io.toygres.contract.job;

/** Exit codes of {@code toygres-job} that a Job's podFailurePolicy knows. */
public final class JobExit {

    /** Trying again is useless. */
    public static final int TERMINAL = 42;
    /** Another pod may find it better. */
    public static final int RETRY = 1;
    /** Ended by SIGTERM. */
    public static final int STOPPED = 143;

    private JobExit() {}
}
