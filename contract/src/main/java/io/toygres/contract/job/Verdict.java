package io.toygres.contract.job;

import io.toygres.contract.ErrorCode;

/** How a Job ended, in its container's termination message. Each kind of success has a record of its own. */
public sealed interface Verdict {

    String SUCCEEDED = "succeeded";
    String FAILED = "failed";

    /** {@code succeeded} or {@code failed}. */
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
     * @param code stable, carries the remedy
     * @param detail at most 900 characters; no secret, no SQL
     */
    record Failed(String outcome, ErrorCode code, String detail) implements Verdict {

        public static Failed of(ErrorCode code, String detail) {
            return new Failed(FAILED, code, detail);
        }
    }
}
