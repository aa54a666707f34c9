package io.toygres.tool.backup;

import io.toygres.contract.image.BackupResult.Skipped;
import io.toygres.contract.job.BackupSpec;
import io.toygres.tool.backup.DatabaseBackup.Dumped;
import io.toygres.tool.postgres.Trouble;
import io.toygres.tool.report.JobContext;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** A database's backup, begun again when the source went away or would not let it go on: that uses up none of the Job's tries. */
final class PatientBackup {

    private final JobContext context;
    private final BackupSpec spec;
    private final Source source;
    private final ImageWriter image;

    PatientBackup(JobContext context, BackupSpec spec, Source source, ImageWriter image) {
        this.context = context;
        this.spec = spec;
        this.source = source;
        this.image = image;
    }

    /** @return empty, with the reason told to {@code skipped}, when the database is gone that nobody asked for by name */
    Optional<Dumped> run(ListedDatabase database, int number, java.util.function.Consumer<Skipped> skipped) {
        boolean roomForLocks = true;
        Set<String> warnings = new LinkedHashSet<>();
        for (int go = 1; ; go++) {
            String stem = go == 1 ? "%04d".formatted(number) : "%04d-%d".formatted(number, go);
            try {
                Dumped dumped =
                        new DatabaseBackup(context, spec, source, image, database, stem, warnings).run(roomForLocks);
                context.log().say("database \"" + database.name() + "\" is dumped");
                return Optional.of(dumped);
            } catch (SourceTrouble trouble) {
                if (trouble.kind() == Trouble.NO_SUCH_DATABASE
                        && spec.databases().isEmpty()) {
                    skipped.accept(new Skipped(database.name(), "it was dropped while the backup ran"));
                    return Optional.empty();
                }
                if (trouble.kind() == Trouble.LOCKS_EXHAUSTED && roomForLocks) {
                    roomForLocks = false; // pg_dump's own may find room
                } else {
                    beginAgain(database, trouble, go);
                }
            }
        }
    }

    private void beginAgain(ListedDatabase database, SourceTrouble trouble, int go) {
        if (!SecondChance.isWorthIt(trouble, go)) {
            throw DatabaseBackup.asFailure(database, trouble, null);
        }
        context.log().say("database \"" + database.name() + "\" is begun again: " + trouble.line());
        SecondChance.await();
    }
}
