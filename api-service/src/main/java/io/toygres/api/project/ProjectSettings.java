package io.toygres.api.project;

import io.toygres.api.http.NoControlCharacters;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code PUT /api/projects/{name}}: what it leaves out is removed. */
public record ProjectSettings(
        @Schema(description = "Free text, at most 1000 characters")
        @Size(max = 1000, message = BAD_DESCRIPTION)
        @NoControlCharacters(lines = true, message = BAD_DESCRIPTION)
        @Nullable
        String description,

        @Schema(description = "How many instances it may have; any number when left out")
        @Min(value = 0, message = BAD_QUOTA)
        @Nullable
        Integer instanceQuota,

        @Schema(description = "How many images it may have; any number when left out")
        @Min(value = 0, message = BAD_QUOTA)
        @Nullable
        Integer imageQuota) {

    private static final String BAD_DESCRIPTION = "must be text of at most 1000 characters."
            + " Shorten it, and leave out control characters other than line feed and tab.";
    private static final String BAD_QUOTA = "must be 0 or more. Send a number, or leave it out for any number.";
}
