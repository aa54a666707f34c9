package io.toygres.api.instance;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.toygres.api.http.Labels;
import io.toygres.api.http.NoControlCharacters;
import io.toygres.contract.Cidr;
import io.toygres.contract.Limits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /api/instances}. With a source image, the password, version and type are the image's, whatever it says. */
@Schema(
        requiredProperties = "name",
        examples = {"""
            {"name": "orders", "password": "choose-1-yourself"}""", """
            {"name": "orders-copy", "source_image_id": "8d1c5e4f-2b6a-4f3d-9c70-1e2d3c4b5a68"}"""})
@SuppressWarnings("MultipleNullnessAnnotations") // null until it is validated
@CreationOrRestore
public record CreateInstanceRequest(
        @Schema(
                description = "A DNS label of at most 40 characters, unique among the living instances",
                examples = "orders")
        @NotNull(message = BAD_NAME)
        @Pattern(regexp = Limits.INSTANCE_NAME, message = BAD_NAME)
        @Nullable
        String name,

        @Schema(
                description = "Password of role postgres, 8 to 128 characters; ignored in a restore",
                writeOnly = true,
                minLength = CreationOrRestore.SHORTEST_PASSWORD,
                maxLength = CreationOrRestore.LONGEST_PASSWORD)
        @Nullable
        String password,

        @Schema(description = "A major version that is offered; the newest when left out; ignored in a restore")
        @Nullable
        String postgresVersion,

        @Schema(
                description = "The runtime image; ignored in a restore",
                enumeration = {"stock", "pg_durable"},
                defaultValue = "stock")
        @Nullable
        String imageType,

        @Schema(description = "Size of the volume in GiB; 10, or in a restore the source's, when left out")
        @Min(value = 1, message = BAD_STORAGE)
        @Max(value = Limits.LARGEST_STORAGE_GB, message = BAD_STORAGE)
        @Nullable
        Integer storageSizeGb,

        @Schema(description = "Reachable inside the cluster only", defaultValue = "false") @Nullable
        Boolean internal,

        @Schema(
                description =
                        "First label of the public DNS name, which no other customer of the cloud may have; <name>-<8 digits of the"
                                + " instance's id> when left out")
        @Pattern(
                regexp = Limits.DNS_LABEL,
                message =
                        "must be 3 to 63 lower-case letters, digits or hyphens that begin with a letter and do not end"
                                + " with a hyphen. Send a label such as orders-test, or leave it out.")
        @Nullable
        String dnsLabel,

        @Schema(
                description = "Blocks of addresses that may connect to the public address; all when left out",
                examples = "[\"203.0.113.0/24\"]")
        @Size(max = Cidr.MOST, message = "must be at most " + Cidr.MOST + " blocks. Send larger blocks.")
        @Nullable
        List<@Nullable String> allowedCidrs,

        @Schema(description = "Restore this image; it must be available") @Nullable
        UUID sourceImageId,

        @Schema(
                description =
                        "What becomes of a restore when a part of the image can't be rebuilt although its data is sound:"
                                + " it fails, or leaves the part out and names it in the instance's restore_report",
                enumeration = {"strict", "report"},
                defaultValue = "strict")
        @Pattern(
                regexp = "strict|report",
                message = "must be strict or report. Send one of them, or leave it out for strict.")
        @Nullable
        String tolerance,

        @Schema(
                description =
                        "How closely what is restored is compared with what the source held: numbers of rows and objects, or every row too, for which the image must have been made with compare contents",
                enumeration = {"counts", "contents"},
                defaultValue = "counts")
        @Pattern(
                regexp = "counts|contents",
                message = "must be counts or contents. Send one of them, or leave it out for counts.")
        @Nullable
        String compare,

        @Schema(description = "Free text, at most 1000 characters")
        @Size(max = 1000, message = BAD_DESCRIPTION)
        @NoControlCharacters(lines = true, message = BAD_DESCRIPTION)
        @Nullable
        String description,

        @Schema(description = "To find it by: GET /api/instances?labels=team=payments") @Labels @Nullable
        Map<String, @Nullable String> labels,

        @Schema(
                description =
                        "Whose it is; in a restore the image's. When left out, default, or the only one that the caller has")
        @Pattern(
                regexp = Limits.INSTANCE_NAME,
                message = "is not the name of a project. List them at GET /api/projects.")
        @Nullable
        String project,

        @Schema(
                description =
                        "Take the name of an instance whose creation failed or was cancelled and that is not protected: it is deleted, and its name is free at once",
                defaultValue = "false")
        @JsonInclude(
                JsonInclude.Include.NON_NULL) // what was remembered before there was this one is still the same request
        @Nullable
        Boolean replaceFailed) {

    private static final String BAD_DESCRIPTION = "must be text of at most 1000 characters."
            + " Shorten it, and leave out control characters other than line feed and tab.";
    private static final String BAD_NAME =
            "must be a DNS label: 1 to 40 lower-case letters, digits or hyphens that begin with a letter and do not end"
                    + " with a hyphen. Send a name such as orders-test.";
    private static final String BAD_STORAGE =
            "must be a whole number from 1 to " + Limits.LARGEST_STORAGE_GB + ". Send a size in GiB, or leave it out.";

    /** The blocks of {@code allowed_cidrs}, once it is known that each is one. */
    List<String> sourceRanges() {
        return allowedCidrs == null
                ? List.of()
                : allowedCidrs.stream().map(Objects::requireNonNull).distinct().toList();
    }

    boolean replacesFailed() {
        return Boolean.TRUE.equals(replaceFailed);
    }

    boolean isInternal() {
        return Boolean.TRUE.equals(internal);
    }

    /** The same with a password. */
    public CreateInstanceRequest withPassword(String made) {
        return new CreateInstanceRequest(
                name,
                made,
                postgresVersion,
                imageType,
                storageSizeGb,
                internal,
                dnsLabel,
                allowedCidrs,
                sourceImageId,
                tolerance,
                compare,
                description,
                labels,
                project,
                replaceFailed);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "CreateInstanceRequest[name=" + name + ", sourceImageId=" + sourceImageId + "]";
    }
}
