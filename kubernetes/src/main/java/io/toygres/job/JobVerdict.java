package io.toygres.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.contract.ContractJson;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.job.Verdict;
import io.toygres.kubernetes.ContainerState.Terminated;
import io.toygres.messaging.Json;
import java.util.Optional;

/**
 * What a Job's program says about its own failure, in its container's termination message:
 * {@code {"outcome":"failed","code":"DUMP_FAILED","detail":"…"}}.
 */
public final class JobVerdict {

    /** Exit code that says that trying again is useless. */
    static final int TERMINAL_EXIT_CODE = 42;

    /** The kubelet's reason. */
    private static final String OUT_OF_MEMORY = "OOMKilled";

    /** How many characters of a log a detail quotes. */
    private static final int LONGEST_EXCERPT = 300;

    record Message(String outcome, ErrorCode code, String detail) {}

    private JobVerdict() {}

    /** Empty when the program ended without one: killed, or out of order. */
    public static Optional<Failure> of(Terminated ended) {
        if (!ended.message().startsWith("{")) {
            return Optional.empty();
        }
        // Cut off, or the end of a log: no verdict either way.
        return ContractJson.readIfWhole(ended.message(), Message.class)
                .map(message -> new Failure(message.code(), message.detail()));
    }

    /** Whether it says that it ended because another container of its pod did, whose verdict counts. */
    static boolean isBrokenOff(Terminated ended) {
        try {
            return ended.message().startsWith("{")
                    && Json.mapper()
                            .readTree(ended.message())
                            .path("outcome")
                            .asText()
                            .equals(Verdict.BROKEN_OFF);
        } catch (JsonProcessingException _) {
            return false;
        }
    }

    /** Whether the program says that trying again is useless. */
    public static boolean isFinal(Terminated ended) {
        return ended.exitCode() == TERMINAL_EXIT_CODE;
    }

    /** The verdict, or what can be said about a program that ended without one. */
    static Failure orDescription(Terminated ended) {
        return of(ended).orElseGet(() -> described(ended));
    }

    private static Failure described(Terminated ended) {
        return ended.reason().equals(OUT_OF_MEMORY)
                ? new Failure(
                        ErrorCode.OUT_OF_MEMORY,
                        "The Job's container used more memory than it may (toygres.jobs.memory-limit) and was ended.")
                : new Failure(ErrorCode.JOB_FAILED, description(ended));
    }

    private static String description(Terminated ended) {
        String what = "The Job's program ended with exit code %d (%s) and without a verdict."
                .formatted(ended.exitCode(), ended.reason());
        String log = ended.message().strip();
        return log.isEmpty()
                ? what
                : what + " Its log ends: " + log.substring(Math.max(0, log.length() - LONGEST_EXCERPT));
    }
}
