package io.toygres.api.backup;

import io.toygres.api.problem.PlainText;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.Violations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /api/images}. */
@Schema(requiredProperties = {"name", "instance_id"})
public record CreateImageRequest(
        @Schema(description = "Unique among the living images", examples = "orders-2026-01-31") @Nullable
        String name,

        @Schema(description = "The instance to back up; it must be running") @Nullable
        UUID instanceId,

        @Schema(description = "Free text, at most 1000 characters") @Nullable
        String description,

        @Schema(description = "How the image holds its data", enumeration = "logical", defaultValue = "logical")
        @Nullable
        String kind,

        @Schema(description = "The databases to take, by name; every one but the templates when left out or empty")
        @Nullable
        List<@Nullable String> databases) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final int LONGEST_DESCRIPTION = 1000;
    private static final int MOST_DATABASES = 1000;

    /** NAMEDATALEN - 1, https://www.postgresql.org/docs/current/sql-syntax-lexical.html */
    private static final int LONGEST_DATABASE_NAME_BYTES = 63;

    private static final Set<String> PLANNED_KINDS = Set.of("physical");

    /** @throws ProblemException VALIDATION_FAILED, or IMAGE_KIND_NOT_OFFERED */
    CreateImageRequest checked() {
        Violations violations = new Violations();
        violations.check(
                name != null && NAME.matcher(name).matches(),
                "name",
                "must be 1 to 63 letters, digits, dots, hyphens or underscores that begin with a letter or digit",
                "Send a name such as orders-2026-01-31.");
        violations.check(instanceId != null, "instance_id", "is missing", "Send the id of the instance to back up.");
        violations.check(
                description == null || (description.length() <= LONGEST_DESCRIPTION && PlainText.isText(description)),
                "description",
                "must be text of at most 1000 characters",
                "Shorten it, and leave out control characters other than line feed and tab.");
        violations.check(
                kind == null || kind.equals("logical") || PLANNED_KINDS.contains(kind),
                "kind",
                "is not a kind of image",
                "Send \"logical\", or leave it out.");
        checkDatabases(violations);
        violations.refuse();
        if (kind != null && PLANNED_KINDS.contains(kind)) {
            throw new ProblemException(
                    ProblemCode.IMAGE_KIND_NOT_OFFERED, "kind", "Images of kind " + kind + " are not offered yet.");
        }
        return this;
    }

    /** The databases to take; empty for all. */
    List<String> databaseNames() {
        return databases == null ? List.of() : List.copyOf(databases);
    }

    private void checkDatabases(Violations violations) {
        if (databases == null) {
            return;
        }
        violations.check(
                databases.size() <= MOST_DATABASES,
                "databases",
                "has more than 1000 names",
                "Leave databases out to take them all.");
        for (int i = 0; i < databases.size(); i++) {
            String database = databases.get(i);
            String field = "databases[" + i + "]";
            violations.check(
                    database != null && isDatabaseName(database),
                    field,
                    "is not the name of a database",
                    "Send a name of 1 to 63 bytes without control characters.");
            violations.check(databases.indexOf(database) == i, field, "is there twice", "Name each database once.");
        }
    }

    private static boolean isDatabaseName(String name) {
        return !name.isEmpty()
                && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_DATABASE_NAME_BYTES
                && PlainText.isOneLine(name);
    }
}
