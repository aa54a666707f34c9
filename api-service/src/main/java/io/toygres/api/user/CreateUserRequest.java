package io.toygres.api.user;

import io.toygres.api.access.Role;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /api/users}. */
@Schema(requiredProperties = {"name", "password", "role"})
@SuppressWarnings("MultipleNullnessAnnotations") // null until it is validated
public record CreateUserRequest(
        @Schema(description = "To log in with; unique, whatever its case", examples = "ada@example.org")
        @NotNull(message = BAD_NAME)
        @Pattern(regexp = "^[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}$", message = BAD_NAME)
        @Nullable
        String name,

        @Schema(
                description = "None that is easily guessed",
                writeOnly = true,
                minLength = PasswordRules.SHORTEST,
                maxLength = PasswordRules.LONGEST)
        @NotNull(message = "is missing. Send the password of the user.")
        @Nullable
        String password,

        @Schema(
                description = "What they may do: read; also create, change and delete; also decide who may",
                enumeration = {"viewer", "operator", "admin"})
        @NotNull(message = BAD_ROLE)
        @Pattern(regexp = Role.LISTED, message = BAD_ROLE)
        @Nullable
        String role,

        @Schema(description = "Whose things they reach; an admin reaches all projects and needs none")
        @Size(max = 100, message = "has more than 100 names. Send fewer.")
        @Nullable
        List<@Nullable String> projects) {

    static final String BAD_ROLE = "is not a role. Send viewer, operator or admin.";

    private static final String BAD_NAME =
            "must be 1 to 100 letters, digits or . _ @ + - that begin with a letter or digit. Send such a name.";

    List<String> projectNames() {
        return names(projects);
    }

    static List<String> names(@Nullable List<@Nullable String> projects) {
        return projects == null
                ? List.of()
                : projects.stream()
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "CreateUserRequest[name=" + name + ", role=" + role + ", projects=" + projects + "]";
    }
}
