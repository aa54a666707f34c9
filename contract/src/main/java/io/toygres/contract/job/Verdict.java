package io.toygres.contract.job;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.RestoreReport;
import org.jspecify.annotations.Nullable;

/** How a Job ended, in its container's termination message. Each kind of success has a record of its own. */
public sealed interface Verdict {

    String SUCCEEDED = "succeeded";
    String FAILED = "failed";
    String BROKEN_OFF = "broken_off";

    /** {@code succeeded}, {@code failed} or {@code broken_off}. */
    String outcome();

    /**
     * A backup has put {@code result.json}, which names everything else, into the container.
     *
     * @param attempt uid of the pod that succeeded
     * @param result path of {@code result.json} in the container
     * @param resultLength in bytes
     * @param resultSha256 in lower-case hex
     */
    record BackedUp(String outcome, String attempt, String result, long resultLength, String resultSha256)
            implements Verdict {

        public static BackedUp of(String attempt, String result, long length, String sha256) {
            return new BackedUp(SUCCEEDED, attempt, result, length, sha256);
        }
    }

    /**
     * An image is loaded into an instance's volume.
     *
     * @param rows those that the image has counted
     * @param bytes of the image
     * @param report null in a mark that an earlier release has left
     */
    record Restored(
            String outcome,
            int databases,
            long tables,
            long rows,
            long bytes,
            @Nullable RestoreReport report) implements Verdict {

        public static Restored of(int databases, long tables, long rows, long bytes, RestoreReport report) {
            return new Restored(SUCCEEDED, databases, tables, rows, bytes, report);
        }
    }

    /** It is done, and there is nothing to tell. */
    record Done(String outcome) implements Verdict {

        public static Done done() {
            return new Done(SUCCEEDED);
        }
    }

    /** The container ended because another one of its pod did; that one's verdict counts. */
    record BrokenOff(String outcome, String detail) implements Verdict {

        public static BrokenOff of(String detail) {
            return new BrokenOff(BROKEN_OFF, detail);
        }
    }

    /**
     * @param code stable, carries the remedy
     * @param detail at most 900 characters; no secret, no SQL
     */
    record Failed(String outcome, ErrorCode code, String detail) implements Verdict {

        public static Failed of(ErrorCode code, String detail) {
            return new Failed(FAILED, code, detail);
        }
    }
}
