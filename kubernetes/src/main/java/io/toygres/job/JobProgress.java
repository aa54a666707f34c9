package io.toygres.job;

import io.toygres.contract.ContractJson;
import io.toygres.contract.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a Job has come, as its program says on stdout: one line
 * {@code {"progress":{"phase":"dump","database":"shop","done_bytes":1048576,"total_bytes":null}}} now and then.
 *
 * @param phase what the program does, such as {@code dump}
 * @param database which database it does it to; null when to none in particular
 * @param totalBytes null when not known
 * @param activity some number that changes while work is done that moves no bytes, such as checking a foreign key; null where the
 *     bytes tell
 */
public record JobProgress(
        String phase,
        @Nullable String database,
        long doneBytes,
        @Nullable Long totalBytes,
        @Nullable Long activity) {

    private static final String PREFIX = "{\"progress\":";

    record Line(JobProgress progress) {}

    /** Who of the program's parallel workers says so: each has a database of its own, and comes from phase to phase. */
    record Worker(String phase, @Nullable String database) {}

    Worker worker() {
        return new Worker(phase, database);
    }

    /** What each worker said last in a piece of log, the newest last. Lines that are cut or malformed are skipped. */
    public static List<JobProgress> latest(String log) {
        SequencedMap<Worker, JobProgress> latest = new LinkedHashMap<>();
        log.lines()
                .filter(JobProgress::isReport)
                .flatMap(line -> parse(line).stream())
                .forEach(progress -> latest.putLast(progress.worker(), progress));
        return List.copyOf(latest.values());
    }

    /** Whether a line of the log is such a report, whole or cut. */
    static boolean isReport(String line) {
        return line.startsWith(PREFIX);
    }

    /** For the timeline that users read. */
    public Progress inStep(String step) {
        String what = phase.substring(0, 1).toUpperCase(Locale.ROOT)
                + phase.substring(1).replace('_', ' ');
        return new Progress(step, database == null ? what : what + ": " + database, doneBytes, totalBytes);
    }

    private static Optional<JobProgress> parse(String line) {
        // The log begins in the middle of a line, or the line is still being written.
        return ContractJson.readIfWhole(line, Line.class).map(Line::progress);
    }
}
