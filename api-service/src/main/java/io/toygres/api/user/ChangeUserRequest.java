package io.toygres.api.user;

import io.toygres.api.access.Role;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code PATCH /api/users/{id}}: what it leaves out stays as it is. */
public record ChangeUserRequest(
        @Schema(
                description = "A new one, which ends all of the user's sessions",
                writeOnly = true,
                minLength = PasswordRules.SHORTEST,
                maxLength = PasswordRules.LONGEST)
        @Nullable
        String password,

        @Schema(enumeration = {"viewer", "operator", "admin"})
        @Pattern(regexp = Role.LISTED, message = CreateUserRequest.BAD_ROLE)
        @Nullable
        String role,

        @Schema(description = "All of them: the user leaves those that are not among them")
        @Size(max = 100, message = "has more than 100 names. Send fewer.")
        @Nullable
        List<@Nullable String> projects,

        @Schema(description = "One who is can't log in, and their sessions and tokens open nothing") @Nullable
        Boolean disabled) {

    User applyTo(User user, Instant now) {
        Role changed = role == null ? user.role() : Role.parse(role);
        List<String> named = projects == null ? user.projects() : CreateUserRequest.names(projects);
        return new User(
                user.id(),
                user.name(),
                changed,
                Users.projects(changed, named),
                disabled == null ? user.disabled() : disabled,
                user.createdAt(),
                now);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ChangeUserRequest[role=" + role + ", projects=" + projects + ", disabled=" + disabled + "]";
    }
}
