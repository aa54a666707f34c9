package io.toygres.api.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.toygres.api.http.Labels;
import io.toygres.api.http.NoControlCharacters;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.contract.Comparison;
import io.toygres.contract.ImageKind;
import io.toygres.contract.Limits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /api/images}. */
@Schema(
        requiredProperties = {"name", "instance_id"},
        examples = """
                {"name": "orders-monday", "instance_id": "3f2b8c1e-5d7a-4c9b-8e21-7a6d5c4b3a29"}""")
@SuppressWarnings("MultipleNullnessAnnotations") // null until it is validated
public record CreateImageRequest(
        @Schema(description = "Unique among the living images", examples = "orders-2026-01-31")
        @NotNull(message = BAD_NAME)
        @Pattern(regexp = Limits.IMAGE_NAME, message = BAD_NAME)
        @Nullable
        String name,

        @Schema(description = "The instance to back up; it must be running")
        @NotNull(message = "is missing. Send the id of the instance to back up.")
        @Nullable
        UUID instanceId,

        @Schema(description = "Free text, at most 1000 characters")
        @Size(max = 1000, message = BAD_DESCRIPTION)
        @NoControlCharacters(lines = true, message = BAD_DESCRIPTION)
        @Nullable
        String description,

        @Schema(
                description =
                        "How the image holds its data: as dumps of roles and databases, or as the server's files, which is quicker for large instances",
                enumeration = {"logical", "physical"},
                defaultValue = "logical")
        @Pattern(
                regexp = "^(logical|physical)$",
                message = "must be logical or physical. Send one of them, or leave it out for logical.")
        @Nullable
        String kind,

        @Schema(description = "The databases to take, by name; every one but the templates when left out or empty")
        @Size(max = 1000, message = "has more than 1000 names. Leave databases out to take them all.")
        @DatabaseNames
        @Nullable
        List<@Nullable String> databases,

        @Schema(
                description =
                        "What restores of the image can be compared with: numbers of rows, or a hash of each table's rows, for which every row is read once more",
                enumeration = {"counts", "contents"},
                defaultValue = "counts")
        @Pattern(
                regexp = "counts|contents",
                message = "must be counts or contents. Send one of them, or leave it out for counts.")
        @Nullable
        String compare,

        @Schema(description = "To find it by: GET /api/images?labels=team=payments") @Labels @Nullable
        Map<String, @Nullable String> labels,

        @Schema(
                description =
                        "Take the name of an image whose creation failed or was cancelled and that is not protected: it is deleted, and its name is free at once",
                defaultValue = "false")
        @JsonInclude(
                JsonInclude.Include.NON_NULL) // what was remembered before there was this one is still the same request
        @Nullable
        Boolean replaceFailed) {

    private static final String BAD_NAME =
            "must be 1 to 63 letters, digits, dots, hyphens or underscores that begin with a letter or digit."
                    + " Send a name such as orders-2026-01-31.";
    private static final String BAD_DESCRIPTION = "must be text of at most 1000 characters."
            + " Shorten it, and leave out control characters other than line feed and tab.";

    /** @throws ProblemException NOT_OF_PHYSICAL_IMAGES */
    CreateImageRequest possible() {
        if (imageKind() == ImageKind.PHYSICAL && !databaseNames().isEmpty()) {
            throw new ProblemException(
                    ProblemCode.NOT_OF_PHYSICAL_IMAGES, "databases", "A physical image holds every database.");
        }
        if (imageKind() == ImageKind.PHYSICAL && comparison() == Comparison.CONTENTS) {
            throw new ProblemException(
                    ProblemCode.NOT_OF_PHYSICAL_IMAGES, "compare", "A physical image is compared file by file.");
        }
        return this;
    }

    ImageKind imageKind() {
        return kind == null ? ImageKind.LOGICAL : ImageKind.parse(kind);
    }

    boolean replacesFailed() {
        return Boolean.TRUE.equals(replaceFailed);
    }

    @Nullable
    Comparison comparison() {
        return compare == null ? null : Comparison.parse(compare);
    }

    /** The databases to take; empty for all. */
    List<String> databaseNames() {
        return databases == null ? List.of() : List.copyOf(databases);
    }
}
