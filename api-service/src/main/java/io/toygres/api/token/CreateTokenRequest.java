package io.toygres.api.token;

import io.toygres.api.access.Role;
import io.toygres.api.http.NoControlCharacters;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /api/tokens}. */
@Schema(requiredProperties = "name")
@SuppressWarnings("MultipleNullnessAnnotations") // null until it is validated
public record CreateTokenRequest(
        @Schema(description = "To know it by, such as what uses it", examples = "nightly backups")
        @NotNull(message = BAD_NAME)
        @Size(min = 1, max = 100, message = BAD_NAME)
        @NoControlCharacters(message = BAD_NAME)
        @Nullable
        String name,

        @Schema(
                description = "At most one's own; one's own when left out",
                enumeration = {"viewer", "operator", "admin"})
        @Pattern(regexp = Role.LISTED, message = "is not a role. Send viewer, operator or admin.")
        @Nullable
        String role,

        @Schema(description = "Of those that one reaches; all of them, those to come as well, when left out")
        @Size(min = 1, max = 100, message = "must have 1 to 100 names. Send some, or leave it out for all.")
        @Nullable
        List<@Nullable String> projects,

        @Schema(description = "For how many days it opens anything", defaultValue = "90")
        @Min(value = 1, message = BAD_DAYS)
        @Max(value = 366, message = BAD_DAYS)
        @Nullable
        Integer days) {

    private static final String BAD_NAME = "must be text of 1 to 100 characters. Send one by which you know the token.";
    private static final String BAD_DAYS = "must be 1 to 366. Send a number of days, or leave it out for 90.";

    @Nullable
    List<String> projectNames() {
        return projects == null
                ? null
                : projects.stream()
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .distinct()
                        .toList();
    }
}
