package io.toygres.contract.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How far a Job has come. On its stdout it is one line, {@code {"progress":{"phase":"dump","database":"shop","done_bytes":1048576,…}}}.
 *
 * @param phase what is done, such as {@code dump}
 * @param database to which database; null when to none in particular
 * @param totalBytes null when not known
 * @param activity some number that changes while work is done that moves no bytes; null where the bytes tell
 * @param rate bytes per second of late; null when not known
 * @param etaSeconds how long the rest will take at that rate; null when not known
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record WorkProgress(
        String phase,
        @Nullable String database,
        long doneBytes,
        @Nullable Long totalBytes,
        @Nullable Long activity,
        @Nullable Long rate,
        @Nullable Long etaSeconds) {

    /** The document of one line. */
    public record Line(WorkProgress progress) {}
}
