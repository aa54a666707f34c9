package io.toygres.tool.backup;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.image.Archive;
import io.toygres.contract.image.BackupResult.Warning;
import io.toygres.contract.image.ImageDatabase;
import io.toygres.contract.image.ImageDatabase.TableContents;
import io.toygres.contract.job.BackupSpec;
import io.toygres.tool.catalog.Catalog;
import io.toygres.tool.catalog.DataTable;
import io.toygres.tool.catalog.RowCounts;
import io.toygres.tool.catalog.Undumped;
import io.toygres.tool.postgres.Session;
import io.toygres.tool.process.StoppedException;
import io.toygres.tool.report.JobContext;
import io.toygres.tool.report.JobFailure;
import io.toygres.tool.report.ProgressBoard;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One database's way into the image, at one go: locks, a snapshot, the dumps of it, and the counts beside them. */
final class DatabaseBackup {

    private static final int MOST_WARNINGS = 20;
    private static final int LONGEST_WARNING = 400;

    /** The data, large objects included: an estimate for progress, since text is not as long as what is on disk. */
    private static final String DATA_BYTES = """
            SELECT coalesce(sum(pg_catalog.pg_table_size(oid)), 0)::bigint FROM pg_catalog.pg_class
            WHERE relkind = 'r' AND (oid >= 16384 OR oid = 'pg_catalog.pg_largeobject'::pg_catalog.regclass)
            """;

    /** Who waits for a lock that we hold. pg_dump holds the same. */
    private static final String BLOCKED = """
            SELECT a.pid, coalesce(nullif(a.application_name, ''), a.backend_type) FROM pg_catalog.pg_stat_activity a
            WHERE a.wait_event_type = 'Lock' AND a.application_name <> 'toygres-backup'
              AND pg_catalog.pg_backend_pid() = ANY (pg_catalog.pg_blocking_pids(a.pid)) LIMIT 20
            """;

    /** A foreign server or dblink is not part of an image: what a materialized view gets from there may be out of reach in a restore. */
    private static final String OUTSIDE_VIEWS = """
            SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'm' AND EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname IN ('dblink', 'postgres_fdw', 'file_fdw'))
            ORDER BY 1, 2 LIMIT 20
            """;

    /** What one database amounts to. */
    record Dumped(ImageDatabase database, List<Warning> warnings) {}

    private final JobContext context;
    private final BackupSpec spec;
    private final Source source;
    private final ListedDatabase database;
    private final DatabaseDumps dumps;
    private final Set<String> warnings;
    private List<String> undumped = List.of();
    private boolean committed;

    /**
     * @param stem how its own blobs' names begin, such as {@code 0001}
     * @param warnings of earlier goes; more are added
     */
    DatabaseBackup(
            JobContext context,
            BackupSpec spec,
            Source source,
            ImageWriter image,
            ListedDatabase database,
            String stem,
            Set<String> warnings) {
        this.context = context;
        this.spec = spec;
        this.source = source;
        this.database = database;
        this.dumps = new DatabaseDumps(context, source, image, database, stem);
        this.warnings = warnings;
    }

    /**
     * @param roomForLocks whether the server has room for our locks beside those of pg_dump, as far as is known
     * @throws SourceTrouble when it may be tried again, by another of these objects
     */
    Dumped run(boolean roomForLocks) {
        Session session = source.connect(database.name());
        try {
            return run(session, roomForLocks);
        } catch (SQLException e) {
            throw SourceTrouble.of(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StoppedException("dumping");
        } finally {
            if (!committed) {
                dumps.abort();
            }
            source.release(session);
        }
    }

    private Dumped run(Session session, boolean roomForLocks) throws SQLException, InterruptedException {
        TableLocks locks = new TableLocks(session, roomForLocks, context.log());
        String snapshot = locks.begin();
        long dataBytes = session.row(DATA_BYTES, row -> row.getLong(1));
        List<DataTable> tables = DataTable.all(session);
        int dataDumps =
                Catalog.rowsDependOnOthers(session) ? 1 : source.connections().dataDumps();
        DataShares shares = DataShares.of(tables, dataBytes, dataDumps);
        dumps.start(snapshot, dataBytes, shares);
        try (ProgressBoard.Piece _ =
                context.progress().begin("dump", database.name(), dataBytes, dumps::dumpedBytes, null)) {
            List<TableContents> contents = contents(session, tables);
            dumps.await(() -> lookAround(session));
            dumps.startRest(snapshot, dataBytes, shares);
            dumps.await(() -> lookAround(session));
            locks.checkUnlocked();
            return dumped(session, contents);
        }
    }

    private List<TableContents> contents(Session session, List<DataTable> tables) throws SQLException {
        session.execute("SAVEPOINT counts");
        RowCounts counts = new RowCounts(session, spec.hashesContents(), () -> betweenCounts(session));
        return counts.count(tables, this::uncounted);
    }

    /** Gives back the locks that counting has taken, where the tables are more than can be locked at once. */
    private void betweenCounts(Session session) {
        try {
            session.execute("ROLLBACK TO SAVEPOINT counts");
        } catch (SQLException e) {
            throw SourceTrouble.of(e);
        }
        lookAround(session);
    }

    private Optional<String> uncounted(DataTable table) {
        if (table.foreignParts()) {
            return Optional.of("some of its partitions are foreign tables");
        }
        return table.bytes() > spec.rowCountLimitBytes()
                ? Optional.of("larger than the row count limit of " + spec.rowCountLimitBytes() + " bytes")
                : Optional.empty();
    }

    /** Says whom our locks hold up, and notices what failed meanwhile. */
    private void lookAround(Session session) {
        try {
            dumps.check();
            // The view would show what it showed when this transaction first looked.
            session.execute("SELECT pg_catalog.pg_stat_clear_snapshot()");
            session.rows(BLOCKED, row -> row.getString(2) + " (process " + row.getInt(1) + ")")
                    .forEach(blocked -> {
                        if (warnings.add(blocked + " waited for a table that the backup had locked")) {
                            context.log().say("the backup holds up " + blocked);
                        }
                    });
        } catch (SQLException e) {
            throw SourceTrouble.of(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StoppedException("dumping");
        }
    }

    private Dumped dumped(Session session, List<TableContents> tables) throws SQLException {
        List<String> outside = session.rows(
                OUTSIDE_VIEWS, row -> session.readable(row.getString(1)) + "." + session.readable(row.getString(2)));
        outside.forEach(view -> warnings.add("materialized view " + view
                + " may read another server, which a restore may not reach when it fills it"));
        undumped = Undumped.of(session);
        ImageDatabase described = new ImageDatabase(
                database.name(),
                database.owner(),
                database.encoding(),
                database.collate(),
                database.ctype(),
                database.sizeBytes(),
                Catalog.schemas(session),
                Catalog.extensions(session),
                Catalog.objectCounts(session),
                tables,
                commit());
        warnings.addAll(dumps.warnings());
        return new Dumped(described, told());
    }

    private List<Archive> commit() {
        committed = true;
        return dumps.commit();
    }

    private List<Warning> told() {
        // What is not in the image goes before everything else, and nothing takes its place.
        return Stream.concat(undumped.stream(), warnings.stream().limit(MOST_WARNINGS))
                .map(text -> text.length() > LONGEST_WARNING ? text.substring(0, LONGEST_WARNING) : text)
                .map(text -> new Warning(database.name(), text))
                .toList();
    }

    /** What the whole image needs to know of a failure that trying again did not cure. */
    static JobFailure asFailure(ListedDatabase database, SourceTrouble trouble, @Nullable String remedy) {
        JobFailure failure = trouble.asFailure();
        String detail =
                "Database \"" + database.name() + "\": " + failure.detail() + (remedy == null ? "" : " " + remedy);
        boolean plain =
                failure.code() == ErrorCode.SOURCE_AUTH_FAILED || failure.code() == ErrorCode.SOURCE_UNREACHABLE;
        if (plain) {
            return failure;
        }
        return failure.isRetried()
                ? JobFailure.retried(failure.code(), detail)
                : JobFailure.terminal(failure.code(), detail);
    }
}
