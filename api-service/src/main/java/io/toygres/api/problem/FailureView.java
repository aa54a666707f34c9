package io.toygres.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why an operation failed, as instances, images and operations show it.
 *
 * @param logTail the last lines of the Job or pod that failed, where a single operation is shown; absent elsewhere, and without one
 */
@Schema(name = "Failure", description = "Why it failed, and what to do about it")
public record FailureView(
        ErrorCode code,
        String detail,
        String remedy,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String logTail) {

    public static @Nullable FailureView of(@Nullable Failure failure) {
        return failure == null
                ? null
                : new FailureView(
                        failure.code(), failure.detail(), failure.code().remedy(), failure.logTail());
    }
}
