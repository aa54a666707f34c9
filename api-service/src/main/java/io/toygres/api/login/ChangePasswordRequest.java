package io.toygres.api.login;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /api/me/password}. */
@Schema(requiredProperties = {"current_password", "new_password"})
@SuppressWarnings("MultipleNullnessAnnotations") // null until it is validated
public record ChangePasswordRequest(
        @Schema(writeOnly = true) @NotNull(message = "is missing. Send the password that you logged in with.") @Nullable
        String currentPassword,

        @Schema(writeOnly = true, description = "12 to 128 characters, none that is easily guessed")
        @NotNull(message = "is missing. Send the password that you want.")
        @Nullable
        String newPassword) {

    /** Without either. */
    @Override
    public String toString() {
        return "ChangePasswordRequest[]";
    }
}
