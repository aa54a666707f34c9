package io.toygres.api.provision;

import io.toygres.api.problem.PlainText;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.Violations;
import io.toygres.contract.ImageType;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /api/instances}. With a source image, the password, version and type are the image's, whatever it says. */
@Schema(requiredProperties = "name")
public record CreateInstanceRequest(
        @Schema(
                description = "A DNS label of at most 40 characters, unique among the living instances",
                examples = "orders")
        @Nullable
        String name,

        @Schema(description = "Password of role postgres, 8 to 128 characters; ignored in a restore", writeOnly = true)
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

        @Schema(
                description = "Size of the volume in GiB; 10, or in a restore the source's, when left out",
                minimum = "1",
                maximum = "16384")
        @Nullable
        Integer storageSizeGb,

        @Schema(description = "Reachable inside the cluster only", defaultValue = "false") @Nullable
        Boolean internal,

        @Schema(description = "First label of the public DNS name; the instance's name when left out") @Nullable
        String dnsLabel,

        @Schema(description = "Restore this image; it must be available") @Nullable
        UUID sourceImageId) {

    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,38}[a-z0-9])?");

    /** https://learn.microsoft.com/rest/api/virtualnetwork/public-ip-addresses (domainNameLabel) */
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z][a-z0-9-]{1,61}[a-z0-9]");

    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_PASSWORD = 128;
    private static final int LARGEST_STORAGE_GB = 16384;

    /** @throws ProblemException VALIDATION_FAILED */
    CreateInstanceRequest checked() {
        Violations violations = new Violations();
        violations.check(
                name != null && NAME.matcher(name).matches(),
                "name",
                "must be a DNS label: 1 to 40 lower-case letters, digits or hyphens that begin with a letter and do not"
                        + " end with a hyphen",
                "Send a name such as orders-test.");
        violations.check(
                storageSizeGb == null || (storageSizeGb >= 1 && storageSizeGb <= LARGEST_STORAGE_GB),
                "storage_size_gb",
                "must be a whole number from 1 to 16384",
                "Send a size in GiB, or leave it out.");
        checkDnsLabel(violations);
        if (sourceImageId == null) {
            checkPassword(violations);
            checkImageType(violations);
        }
        violations.refuse();
        return this;
    }

    boolean isInternal() {
        return Boolean.TRUE.equals(internal);
    }

    private void checkDnsLabel(Violations violations) {
        violations.check(
                dnsLabel == null || !isInternal(),
                "dns_label",
                "does not go with internal",
                "Leave dns_label out: an internal instance has no public name.");
        violations.check(
                dnsLabel == null || DNS_LABEL.matcher(dnsLabel).matches(),
                "dns_label",
                "must be 3 to 63 lower-case letters, digits or hyphens that begin with a letter and do not end with a"
                        + " hyphen",
                "Send a label such as orders-test, or leave it out.");
    }

    private void checkPassword(Violations violations) {
        boolean fine = password != null
                && password.codePointCount(0, password.length()) >= SHORTEST_PASSWORD
                && password.codePointCount(0, password.length()) <= LONGEST_PASSWORD
                && PlainText.isOneLine(password);
        violations.check(
                fine,
                "password",
                password == null ? "is missing" : "must be 8 to 128 characters without control characters",
                "Send a password of 8 to 128 characters; every special character is welcome.");
    }

    private void checkImageType(Violations violations) {
        boolean fine = imageType == null
                || Arrays.stream(ImageType.values())
                        .anyMatch(type -> type.wireName().equals(imageType));
        violations.check(fine, "image_type", "is not an image type", "Send \"stock\" or \"pg_durable\".");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "CreateInstanceRequest[name=" + name + ", sourceImageId=" + sourceImageId + "]";
    }
}
