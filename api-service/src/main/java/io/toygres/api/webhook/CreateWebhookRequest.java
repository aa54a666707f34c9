package io.toygres.api.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.toygres.api.http.Labels;
import io.toygres.api.http.NoControlCharacters;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /api/webhooks}. */
@Schema(requiredProperties = "url", examples = """
                {"url": "https://hooks.example.com/toygres", "types": ["image.available", "image.failed"], "match_labels": {"team": "payments"}}""")
@SuppressWarnings("MultipleNullnessAnnotations") // null until it is validated
public record CreateWebhookRequest(
        @Schema(
                description = "Where to send events: https, without user, password or fragment",
                examples = "https://hooks.example.com/toygres")
        @NotNull(message = BAD_URL)
        @Size(min = 1, max = 2000, message = BAD_URL)
        @Nullable
        String url,

        @Schema(description = "Whose changes to send; left out as with instances")
        @NoControlCharacters(message = BAD_PROJECT)
        @Nullable
        String project,

        @Schema(description = "Free text, at most 1000 characters")
        @Size(max = 1000, message = BAD_DESCRIPTION)
        @NoControlCharacters(lines = true, message = BAD_DESCRIPTION)
        @Nullable
        String description,

        @Schema(
                description =
                        "What to send: all changes of instances, images or operations, or those to a status, such as image.available. Everything when left out or empty")
        @Size(max = 50, message = "has more than 50 types. Send fewer, or leave types out for all.")
        @Nullable
        List<@NotNull(message = BAD_TYPE) @Pattern(regexp = TYPE, message = BAD_TYPE) @Nullable String> types,

        @Schema(description = "Labels that the instance or image must have, or that of the operation; all of them")
        @Labels
        @Nullable
        Map<String, @Nullable String> matchLabels,

        @Schema(description = "Whether to send anything", defaultValue = "true")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Boolean enabled) {

    /** A kind of change, alone or with a status. */
    static final String TYPE = "^(instance(\\.(creating|running|failed|deleting|deleted))?"
            + "|image(\\.(creating|available|failed|deleting|deleted))?"
            + "|operation(\\.(pending|running|succeeded|failed|cancelled))?)$";

    static final String BAD_TYPE =
            "is no type of change. Send instance, image or operation, or one with a status, such as image.available.";
    static final String BAD_URL =
            "must be a URL of 1 to 2000 characters. Send one such as https://hooks.example.com/toygres.";
    static final String BAD_DESCRIPTION = "must be text of at most 1000 characters."
            + " Shorten it, and leave out control characters other than line feed and tab.";
    private static final String BAD_PROJECT =
            "must be a project's name. Send one of GET /api/projects, or leave it out.";

    String validUrl() {
        return Objects.requireNonNull(url);
    }

    /** @param types validated */
    static List<String> copy(@Nullable List<@Nullable String> types) {
        return types == null
                ? List.of()
                : types.stream().map(Objects::requireNonNull).distinct().toList();
    }
}
