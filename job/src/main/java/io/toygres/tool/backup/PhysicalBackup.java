package io.toygres.tool.backup;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.image.Archive;
import io.toygres.contract.image.Archive.Role;
import io.toygres.contract.image.BackupResult.Warning;
import io.toygres.contract.image.ImageDatabase;
import io.toygres.tool.backup.DatabaseBackup.Dumped;
import io.toygres.tool.postgres.Session;
import io.toygres.tool.postgres.Trouble;
import io.toygres.tool.process.StoppedException;
import io.toygres.tool.report.JobContext;
import io.toygres.tool.report.JobFailure;
import io.toygres.tool.report.ProgressBoard;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The server's data directory as {@code pg_basebackup} copies it: every database at once, as of one moment, without a lock on any table.
 * The WAL that makes the copy consistent comes at its end; until then a replication slot of ours keeps it on the server.
 */
final class PhysicalBackup {

    private static final long POLL_MILLISECONDS = 200;
    private static final int POLLS_PER_LOOK = 25;
    /** That of an instance's connection URI. */
    private static final String LOGIN = "postgres";

    private final JobContext context;
    private final Source source;
    private final ImageWriter image;

    /** @param base the data directory */
    record Copied(List<Dumped> databases, Archive base) {}

    PhysicalBackup(JobContext context, Source source, ImageWriter image) {
        this.context = context;
        this.source = source;
        this.image = image;
    }

    /** @param databases all that the server has */
    Copied run(List<ListedDatabase> databases) {
        if (!source.tablespaces().isEmpty()) {
            throw JobFailure.terminal(
                    ErrorCode.DUMP_FAILED,
                    "A physical image holds the data directory, and the server has tablespaces outside of it: "
                            + String.join(", ", source.tablespaces()) + ". Make a logical image.");
        }
        if (!source.admin().equals(LOGIN)) {
            throw JobFailure.terminal(
                    ErrorCode.DATABASE_NOT_FOUND,
                    "A physical image brings the server back as it is, and users log in to its database \"" + LOGIN
                            + "\", which it has not, or which takes no connections. Create it, or make a logical image.");
        }
        long bytes = databases.stream().mapToLong(ListedDatabase::sizeBytes).sum();
        for (int go = 1; ; go++) {
            try {
                return new Copied(describe(databases), copy("base" + (go == 1 ? "" : "-" + go) + ".tar.zst", bytes));
            } catch (SourceTrouble trouble) {
                beginAgain(trouble, go);
            }
        }
    }

    private void beginAgain(SourceTrouble trouble, int go) {
        if (!SecondChance.isWorthIt(trouble, go)) {
            throw trouble.asFailure();
        }
        context.log().say("the copy is begun again: " + trouble.line());
        SecondChance.await();
    }

    private List<Dumped> describe(List<ListedDatabase> databases) {
        List<Dumped> described = new ArrayList<>();
        for (ListedDatabase database : databases) {
            try {
                described.add(describe(database));
            } catch (SourceTrouble trouble) {
                if (trouble.kind() == Trouble.UNREACHABLE || trouble.kind() == Trouble.REFUSED) {
                    throw trouble;
                }
                // The copy needs no session in it.
                described.add(unseen(database, trouble.line()));
            }
        }
        return described;
    }

    private Dumped describe(ListedDatabase database) {
        if (!database.takesConnections() || database.broken()) {
            return unseen(database, "it takes no connections");
        }
        Session session = source.connect(database.name());
        try {
            ImageDatabase seen = CopiedDatabase.of(database, session);
            List<Warning> warnings = CopiedDatabase.emptied(session).stream()
                    .map(text -> new Warning(database.name(), text))
                    .toList();
            return new Dumped(seen, warnings);
        } catch (SQLException e) {
            throw SourceTrouble.of(e);
        } finally {
            source.release(session);
        }
    }

    private static Dumped unseen(ListedDatabase database, String why) {
        var warning = new Warning(database.name(), "it is copied, and what it holds is not listed here: " + why);
        return new Dumped(CopiedDatabase.unseen(database), List.of(warning));
    }

    private Archive copy(String name, long bytes) {
        Session session = source.connect(source.admin());
        try {
            return copy(name, bytes, new KeptWal(context, session));
        } finally {
            source.release(session);
        }
    }

    private Archive copy(String name, long bytes, KeptWal wal) {
        wal.begin();
        Dump dump = new Dump(
                context, source.baseBackup(), Role.BASE, new ArchiveUpload(image, name, bytes, List.of()), true);
        boolean committed = false;
        try {
            await(dump, bytes, wal);
            Archive base = dump.commit();
            committed = true;
            dump.warnings().forEach(context.log()::say);
            return base;
        } finally {
            if (!committed) {
                dump.abort();
            }
        }
    }

    private void await(Dump dump, long bytes, KeptWal wal) {
        try (ProgressBoard.Piece _ = context.progress().begin("copy", null, bytes, dump::dumpedBytes, null)) {
            for (int poll = 1; !dump.await(POLL_MILLISECONDS); poll++) {
                image.checkUploads();
                if (poll % POLLS_PER_LOOK == 0) {
                    wal.check(bytes);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StoppedException("copying");
        }
    }
}
