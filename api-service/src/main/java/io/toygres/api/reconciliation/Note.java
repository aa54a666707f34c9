package io.toygres.api.reconciliation;

import io.toygres.database.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What is wrong with an instance or image that its status does not tell.
 *
 * @param detail what was not found
 * @param since when that was first seen
 */
@Schema(name = "Note", description = "What is wrong with it that its status does not tell")
public record Note(Code code, String detail, String remedy, Instant since) {

    /** Stable names of what may be wrong. */
    @Schema(name = "NoteCode")
    public enum Code {
        /** Objects that it needs are not in the cluster, or not in Blob Storage. */
        RESOURCES_MISSING
    }

    /** From the columns {@code missing_objects} and {@code missing_since}. */
    public static Optional<Note> read(Row row) {
        return row.optionalInstant("missing_since").map(since -> missing(row.texts("missing_objects"), since));
    }

    private static Note missing(List<String> objects, Instant since) {
        return new Note(
                Code.RESOURCES_MISSING,
                "Not found: " + String.join(", ", objects) + ".",
                "Look for who removed it. What was lost comes back from an image: restore one, and delete this.",
                since);
    }
}
