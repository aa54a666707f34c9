package io.toygres.api.problem;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why an operation failed, as instances, images and operations show it. */
@Schema(name = "Failure", description = "Why it failed, and what to do about it")
public record FailureView(ErrorCode code, String detail, String remedy) {

    public static @Nullable FailureView of(@Nullable Failure failure) {
        return failure == null
                ? null
                : new FailureView(
                        failure.code(), failure.detail(), failure.code().remedy());
    }
}
