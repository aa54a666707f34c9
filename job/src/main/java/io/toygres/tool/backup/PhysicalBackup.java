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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The server's data directory as {@code pg_basebackup} copies it: every database at once, as of one moment, without a lock on any table.
 * The WAL that makes the copy consistent comes at its end; until then a replication slot of ours keeps it on the server.
 */
final class PhysicalBackup {

    private static final long POLL_MILLISECONDS = 200;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    /** How often it is begun again when the source went away. Before each, the source is waited for as long as its patience lasts. */
    private static final int GOES = 6;

    /** A slot of the session's own: it is gone with it, whatever ends it. */
    private static final String KEEP_WAL = """
            SELECT slot_name FROM pg_catalog.pg_create_physical_replication_slot('toygres_backup_' || pg_catalog.pg_backend_pid(), true, true)
            """;

    private final JobContext context;
    private final Source source;
    private final ImageWriter image;

    /** @param base the data directory */
    record Taken(List<Dumped> databases, Archive base) {}

    PhysicalBackup(JobContext context, Source source, ImageWriter image) {
        this.context = context;
        this.source = source;
        this.image = image;
    }

    /** @param databases all that the server has */
    Taken run(List<ListedDatabase> databases) {
        if (!source.tablespaces().isEmpty()) {
            throw JobFailure.terminal(
                    ErrorCode.DUMP_FAILED,
                    "A physical image holds the data directory, and the server has tablespaces outside of it: "
                            + String.join(", ", source.tablespaces()) + ". Make a logical image.");
        }
        long bytes = databases.stream().mapToLong(ListedDatabase::sizeBytes).sum();
        for (int go = 1; ; go++) {
            try {
                return new Taken(describe(databases), copy("base" + (go == 1 ? "" : "-" + go) + ".tar.zst", bytes));
            } catch (SourceTrouble trouble) {
                beginAgain(trouble, go);
            }
        }
    }

    private void beginAgain(SourceTrouble trouble, int go) {
        if (trouble.isLasting() || trouble.kind() != Trouble.UNREACHABLE || go == GOES) {
            throw trouble.asFailure();
        }
        context.log().say("the copy is begun again: " + trouble.line());
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StoppedException("waiting for the source");
        }
    }

    private List<Dumped> describe(List<ListedDatabase> databases) {
        List<Dumped> described = new ArrayList<>();
        for (ListedDatabase database : databases) {
            if (!database.takesConnections() || database.broken()) {
                described.add(new Dumped(CopiedDatabase.unseen(database), List.of()));
                continue;
            }
            Session session = source.connect(database.name());
            try {
                ImageDatabase seen = CopiedDatabase.of(database, session);
                List<Warning> warnings = CopiedDatabase.emptied(session).stream()
                        .map(text -> new Warning(database.name(), text))
                        .toList();
                described.add(new Dumped(seen, warnings));
            } catch (SQLException e) {
                throw SourceTrouble.of(e);
            } finally {
                source.release(session);
            }
        }
        return described;
    }

    private Archive copy(String name, long bytes) {
        Session session = source.connectToAdmin();
        Dump dump = null;
        try {
            keepWal(session);
            dump = new Dump(context, source.baseBackup(), Role.BASE, new Piece(image, name, bytes), true);
            await(dump, bytes);
            Archive base = dump.commit();
            dump.warnings().forEach(context.log()::say);
            dump = null;
            return base;
        } finally {
            if (dump != null) {
                dump.abort();
            }
            source.release(session);
        }
    }

    /** Without it, a server that writes much may have removed WAL by the time that it is asked for, and the copy fails. */
    private void keepWal(Session session) {
        try {
            var unused = session.row(KEEP_WAL, row -> row.getString(1));
        } catch (SQLException e) {
            if (Trouble.of(e) == Trouble.UNREACHABLE) {
                throw SourceTrouble.of(e);
            }
            context.log()
                    .say("WAL is not kept for the copy, which may fail by that: "
                            + SourceTrouble.of(e).line());
        }
    }

    private void await(Dump dump, long bytes) {
        Dump copied = dump;
        try (ProgressBoard.Piece _ = context.progress().begin("copy", null, bytes, copied::dumpedBytes, null)) {
            while (!dump.await(POLL_MILLISECONDS)) {
                image.checkUploads();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StoppedException("copying");
        }
    }
}
