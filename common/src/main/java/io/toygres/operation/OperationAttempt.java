package io.toygres.operation;

import io.toygres.operation.RunningAttempt.End;
import java.time.Duration;
import java.time.Instant;

/** One attempt of one operation, whether this release can read it or not. */
sealed interface OperationAttempt permits ReadableAttempt, UnreadableAttempt {

    /** @throws Exception any but a TerminalException: there is no outcome, see {@link #afterError}; so does an Error */
    Change run() throws Exception;

    /** When the run must have ended, by the database's clock. */
    Instant latestEnd();

    /** What to do about a run that ended with an exception or an error, by itself or because it was broken off. */
    Change afterError(Throwable error, End end);

    /** Once a run has failed so often in a row, then at every {@link #TOLD_EACH}th failure, and a few times in between. */
    int TOLD_FAILURES = 3;

    int TOLD_EACH = 30;

    /** Whether the timeline is to tell of so many failures in a row: more often at first, for ever at the longest pause now and then. */
    static boolean isTold(int failures) {
        return failures == TOLD_FAILURES || failures == 10 || (failures > 0 && failures % TOLD_EACH == 0);
    }

    /** When a run that begins now must have ended, if it may take so long. */
    static Instant after(LeasedRow row, Duration longest) {
        return row.times().now().plus(longest);
    }
}
