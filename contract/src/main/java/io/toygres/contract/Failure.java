package io.toygres.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Why an operation failed.
 *
 * @param code stable and machine-readable; carries the remedy
 * @param detail what happened, one or two sentences without secrets
 * @param logTail the last lines of what failed, without secrets, at most 8 KB; null where no log belongs to the failure, or none was
 *     left
 */
public record Failure(
        ErrorCode code,
        String detail,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String logTail) {

    public Failure(ErrorCode code, String detail) {
        this(code, detail, null);
    }

    public Failure withDetail(String other) {
        return new Failure(code, other, logTail);
    }

    public Failure withLogTail(String lines) {
        return new Failure(code, detail, lines);
    }
}
