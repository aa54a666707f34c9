package io.toygres.api.cms;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.toygres.api.http.Labels;
import io.toygres.api.http.NoControlCharacters;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code PATCH} of an instance or image: what it leaves out stays as it is. */
@Schema(examples = """
        {"description": "before the migration", "labels": {"team": "payments"}, "protected": true}""")
public record MetadataRequest(
        @Schema(description = "Free text, at most 1000 characters; an empty one removes what is there")
        @Size(max = 1000, message = BAD_DESCRIPTION)
        @NoControlCharacters(lines = true, message = BAD_DESCRIPTION)
        @Nullable
        String description,

        @Schema(description = "All labels: those that are not among them are removed") @Labels @Nullable
        Map<String, @Nullable String> labels,

        @Schema(name = "protected", description = "Whether it can't be deleted") @JsonProperty("protected") @Nullable
        Boolean isProtected) {

    private static final String BAD_DESCRIPTION = "must be text of at most 1000 characters."
            + " Shorten it, and leave out control characters other than line feed and tab.";

    /** What it makes of what is there. */
    public Metadata applyTo(Metadata metadata) {
        String changed = description == null ? metadata.description() : description;
        return new Metadata(
                changed == null || changed.isEmpty() ? null : changed,
                labels == null ? metadata.labels() : copy(labels),
                isProtected == null ? metadata.isProtected() : isProtected);
    }

    /** @param labels validated */
    public static Map<String, String> copy(@Nullable Map<String, @Nullable String> labels) {
        if (labels == null) {
            return Map.of();
        }
        Map<String, String> copy = new TreeMap<>();
        labels.forEach((key, value) -> copy.put(key, Objects.requireNonNull(value)));
        return copy;
    }
}
