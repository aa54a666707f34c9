package io.toygres.tool.restore;

import io.toygres.contract.image.ImageDatabase.TableContents;
import io.toygres.tool.archive.ArchiveEntry;
import io.toygres.tool.archive.ArchiveReader;
import io.toygres.tool.archive.RawText;
import io.toygres.tool.replay.Contents;
import io.toygres.tool.replay.EntrySql;
import io.toygres.tool.restore.TableNames.Table;
import io.toygres.tool.wire.RawSession;
import io.toygres.tool.wire.SqlFailureException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Loads data archives into a database whose tables are there: each table's rows in a transaction of their own. Several threads may call
 * {@link #load}, each with an archive of its own.
 *
 * <p>A transaction that empties a table first writes no WAL for its rows at level minimal
 * (postgresql.org/docs/current/runtime-config-wal.html), and may write them frozen, so that no later reader has to mark them.
 */
final class DataLoad {

    /** A few rows are not worth a new file. */
    private static final long WORTH_FREEZING = 1000;

    private static final String FROM_STDIN = " FROM stdin;";
    private static final Set<String> LARGE_OBJECTS = Set.of("BLOB", "BLOB METADATA");

    private final LoadedDatabase database;
    private final TableNames names;
    private final Findings findings;
    private final Consumer<ArchiveEntry> onLoaded;
    private final Set<String> large = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> rows = new ConcurrentHashMap<>();

    /** @param onLoaded told of each table whose rows are there and committed */
    DataLoad(LoadedDatabase database, TableNames names, Findings findings, Consumer<ArchiveEntry> onLoaded) {
        this.database = database;
        this.names = names;
        this.findings = findings;
        this.onLoaded = onLoaded;
        for (TableContents table : database.image().tables()) {
            Long counted = table.rows();
            if (counted == null || counted >= WORTH_FREEZING) {
                large.add(table.schema() + "." + table.name());
            }
        }
    }

    /** How many rows the server took for each table, by the table's oid; those of a table that was left out are missing. */
    Map<String, Long> rows() {
        return rows;
    }

    /** Loads an archive of data alone, which makes its large objects itself. */
    void load(ArchiveReader archive) throws IOException {
        Contents contents = Contents.of(archive.entries());
        try (RawSession session = database.open(contents)) {
            for (ArchiveEntry entry : contents.preData()) {
                if (LARGE_OBJECTS.contains(entry.type())) {
                    run(session, entry);
                }
            }
        }
        loadRows(archive, contents);
    }

    /** Loads the data of an archive whose objects have been made, large objects among them. */
    void loadRows(ArchiveReader archive, Contents contents) throws IOException {
        Map<Integer, ArchiveEntry> byId = new HashMap<>();
        contents.data().forEach(entry -> byId.put(entry.id(), entry));
        try (RawSession session = database.open(contents)) {
            for (var block = archive.nextBlock(); block.isPresent(); block = archive.nextBlock()) {
                ArchiveEntry entry = byId.get(block.get().entryId());
                if (entry == null) {
                    archive.skip(block.get());
                } else if (block.get().largeObjects()) {
                    loadLargeObjects(session, archive);
                } else {
                    loadTable(session, contents, archive, entry);
                }
            }
            for (ArchiveEntry entry : contents.data()) {
                if (!entry.is("TABLE DATA") && !entry.is("BLOBS")) {
                    run(session, entry);
                }
            }
        }
    }

    private void run(RawSession session, ArchiveEntry entry) throws IOException {
        try {
            session.execute(EntrySql.statements(entry));
        } catch (SqlFailureException e) {
            giveUp(entry.inWords(), e);
        }
    }

    private void loadTable(RawSession session, Contents contents, ArchiveReader archive, ArchiveEntry entry)
            throws IOException {
        Optional<Table> table = names.find(entry.schema(), entry.tag());
        if (table.filter(Table::computes).isPresent()) {
            // The functions find what they call, and see the zone, as in the database's own sessions.
            try (RawSession own = database.openAsItsOwn(contents)) {
                copy(own, archive, entry, table);
            }
        } else {
            copy(session, archive, entry, table);
        }
    }

    private void copy(RawSession session, ArchiveReader archive, ArchiveEntry entry, Optional<Table> table)
            throws IOException {
        try {
            session.execute(begin(entry, table));
            session.beginCopy(copy(entry, table));
        } catch (SqlFailureException e) {
            archive.readData((bytes, length) -> {});
            session.execute("ROLLBACK");
            giveUp(entry.inWords(), e);
            return;
        }
        archive.readData((bytes, length) -> {
            var unused = session.copyData(bytes, length);
        });
        try {
            long count = session.endCopy();
            session.execute("COMMIT");
            table.ifPresent(found -> rows.put(found.oid(), count));
            onLoaded.accept(entry);
        } catch (SqlFailureException e) {
            session.execute("ROLLBACK");
            giveUp(entry.inWords(), e);
        } finally {
            findings.warn(database.image().name(), entry.inWords(), session.takeWarnings());
        }
    }

    private String begin(ArchiveEntry entry, Optional<Table> table) {
        return isFrozen(entry, table)
                ? "BEGIN; TRUNCATE ONLY " + RawText.identifier(entry.schema()) + "." + RawText.identifier(entry.tag())
                : "BEGIN";
    }

    private String copy(ArchiveEntry entry, Optional<Table> table) {
        String copy = entry.copy().strip();
        return isFrozen(entry, table) ? copy.substring(0, copy.length() - 1) + " WITH (FREEZE);" : copy;
    }

    /** Rows that go through the root of a partition tree may come to lie in any table of it. */
    private boolean isFrozen(ArchiveEntry entry, Optional<Table> table) {
        return entry.copy().strip().endsWith(FROM_STDIN)
                && !entry.definition().contains("load via partition root")
                && table.filter(Table::plain)
                        .filter(found -> !found.ofExtension() && large.contains(found.listed()))
                        .isPresent();
    }

    private void loadLargeObjects(RawSession session, ArchiveReader archive) throws IOException {
        session.execute("BEGIN");
        LargeObjectWriter writer = new LargeObjectWriter(session);
        try {
            archive.readLargeObjects(writer);
            session.execute("COMMIT");
        } catch (SqlFailureException e) {
            throw database.failure(e, "loading large objects");
        }
    }

    private void giveUp(String what, SqlFailureException e) {
        if (!findings.isTolerant() || isFatal(e)) {
            throw database.failure(e, "loading " + what);
        }
        findings.leaveOut(database.image().name(), what, e.error().text());
    }

    /** Whether it is the server's trouble and not the statement's. */
    static boolean isFatal(SqlFailureException e) {
        return e.state().startsWith("53")
                || e.state().startsWith("57P")
                || e.state().startsWith("58030");
    }
}
