package io.toygres.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.messaging.Json;

/** The termination message of a script that failed: {@code {"outcome":"failed","code":"DUMP_FAILED","detail":"…"}}. */
final class LastWords {

    /** What a detail shows of a log; the whole log is to be had elsewhere. */
    private static final int LONGEST_EXCERPT = 300;

    private record Message(String outcome, ErrorCode code, String detail) {}

    private LastWords() {}

    /** The script's own verdict, or what can be said about a script that ended without one. */
    static Failure failure(ContainerState.Terminated ended) {
        try {
            Message message = Json.mapper().readValue(ended.message(), Message.class);
            return new Failure(message.code(), message.detail());
        } catch (JsonProcessingException _) {
            return new Failure(ErrorCode.JOB_FAILED, withoutVerdict(ended));
        }
    }

    private static String withoutVerdict(ContainerState.Terminated ended) {
        String what = "The Job's script ended with exit code %d (%s) and without a verdict."
                .formatted(ended.exitCode(), ended.reason());
        String log = ended.message().strip();
        return log.isEmpty()
                ? what
                : what + " Its log ends: " + log.substring(Math.max(0, log.length() - LONGEST_EXCERPT));
    }
}
