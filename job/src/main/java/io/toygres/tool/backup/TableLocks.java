package io.toygres.tool.backup;

import io.toygres.tool.postgres.Session;
import io.toygres.tool.postgres.Trouble;
import io.toygres.tool.process.StoppedException;
import io.toygres.tool.report.JobLog;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A transaction whose snapshot was taken after every table had been locked: TRUNCATE and an ALTER that rewrites a table are not MVCC-safe
 * (https://www.postgresql.org/docs/current/mvcc-caveats.html), and would otherwise empty tables for pg_dump that we count.
 */
final class TableLocks {

    /** How long those who queue behind our request may be held up by it. */
    private static final String REQUEST = "5s";

    static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final int TABLES_PER_STATEMENT = 200;
    /** A database whose tables come and go is dumped with those that were there then; what is not locked is compared at the end. */
    private static final int MOST_ROUNDS = 5;

    /** Those that pg_dump locks. */
    private static final String TABLES = """
            SELECT n.nspname, c.relname, c.oid::bigint, c.relfilenode::bigint
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            """;

    /** A prepared transaction holds its locks without a process. */
    private static final String HOLDERS = """
            SELECT DISTINCT c.relname, CASE WHEN l.pid IS NULL THEN 'prepared transaction ' || coalesce(p.gid, '')
              ELSE 'process ' || l.pid || ' (' || coalesce(nullif(a.application_name, ''), a.backend_type, '') || ')' END
            FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_class c ON c.oid = l.relation
              LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
              LEFT JOIN (pg_catalog.pg_locks x JOIN pg_catalog.pg_prepared_xacts p ON p.transaction = x.transactionid)
                ON l.pid IS NULL AND x.pid IS NULL AND x.granted AND x.locktype = 'transactionid'
                AND x.virtualtransaction = l.virtualtransaction
            WHERE l.granted AND l.mode = 'AccessExclusiveLock' AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
              AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
              AND c.oid >= 16384 LIMIT 3
            """;

    /** A table and the file it had. */
    private record Table(String schema, String name, long oid, long file) {}

    private final Session session;
    private final JobLog log;
    private final Set<Long> locked = new HashSet<>();
    private boolean room;
    private int changes;
    private List<Table> seen = List.of();

    /** @param room whether the server has room for our locks beside those of pg_dump, as far as is known */
    TableLocks(Session session, boolean room, JobLog log) {
        this.session = session;
        this.room = room;
        this.log = log;
    }

    /** Begins the transaction, with all tables locked. @return the name of its snapshot, exported */
    String begin() throws SQLException {
        Instant end = Instant.now().plus(PATIENCE);
        for (int round = 1; ; round++) {
            List<Table> tables = tables().stream().filter(this::sayable).toList();
            room = room && tables.size() < lockTable();
            if (!lock(tables, end)) {
                continue;
            }
            String snapshot = session.row("SELECT pg_catalog.pg_export_snapshot()", row -> row.getString(1));
            seen = tables();
            if (!room
                    || round == MOST_ROUNDS
                    || seen.stream().filter(this::sayable).allMatch(this::isLocked)) {
                return snapshot;
            }
            session.execute("ROLLBACK");
        }
    }

    /** How many locks the server surely has room for: https://www.postgresql.org/docs/current/runtime-config-locks.html */
    private long lockTable() throws SQLException {
        return session.row("""
                SELECT current_setting('max_locks_per_transaction')::bigint
                  * (current_setting('max_connections')::bigint + current_setting('max_prepared_transactions')::bigint) * 4 / 5
                """, row -> row.getLong(1));
    }

    private boolean sayable(Table table) {
        return session.canSay(table.schema()) && session.canSay(table.name());
    }

    private boolean isLocked(Table table) {
        return locked.contains(table.oid());
    }

    private List<Table> tables() throws SQLException {
        return session.rows(
                TABLES, row -> new Table(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
    }

    /** @return false when it must be tried again */
    private boolean lock(List<Table> tables, Instant end) throws SQLException {
        locked.clear();
        // LOCK takes no snapshot, so that the transaction's is taken by the first query after it.
        session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        session.execute("SET LOCAL lock_timeout = '" + REQUEST + "'");
        try {
            for (int from = 0; room && from < tables.size(); from += TABLES_PER_STATEMENT) {
                lock(tables.subList(from, Math.min(tables.size(), from + TABLES_PER_STATEMENT)));
            }
            session.execute("SET LOCAL lock_timeout = 0");
            return true;
        } catch (SQLException e) {
            session.execute("ROLLBACK");
            giveWay(e, end);
            return false;
        }
    }

    private void lock(List<Table> tables) throws SQLException {
        session.execute("LOCK TABLE ONLY "
                + String.join(
                        ", ONLY ",
                        tables.stream()
                                .map(table -> Session.quoted(table.schema()) + "." + Session.quoted(table.name()))
                                .toList())
                + " IN ACCESS SHARE MODE");
        tables.forEach(table -> locked.add(table.oid()));
    }

    private void giveWay(SQLException e, Instant end) throws SQLException {
        switch (Trouble.of(e)) {
            // One has been dropped since: the next list is without it.
            case CHANGED -> {
                mayGoOn(e, end);
                pause();
            }
            case LOCK_TIMEOUT -> {
                String holders = holders();
                log.say("tables are locked by others: " + holders);
                if (Instant.now().isAfter(end)) {
                    throw SourceTrouble.lasting(Trouble.LOCK_TIMEOUT, "for " + PATIENCE.toSeconds() + " s; " + holders);
                }
                pause();
            }
            case LOCKS_EXHAUSTED -> {
                // pg_dump alone may still find room. What changes meanwhile is found out at the end.
                room = false;
            }
            case UNREACHABLE, REFUSED, NO_SUCH_DATABASE, FLOOD, OTHER -> throw e;
        }
    }

    private void mayGoOn(SQLException e, Instant end) throws SQLException {
        if (Instant.now().isAfter(end) || ++changes > MOST_ROUNDS) {
            throw e;
        }
    }

    private String holders() throws SQLException {
        List<String> holders = session.rows(HOLDERS, row -> "table " + row.getString(1) + " by " + row.getString(2));
        return holders.isEmpty() ? "by a process that has let go since" : String.join(", ", holders);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StoppedException("waiting for locks");
        }
    }

    /**
     * Fails when a table that could not be locked was emptied or rewritten since the snapshot: its file is another one. To be asked
     * once pg_dump has ended, which holds its own locks from the beginning on.
     */
    void checkUnlocked() throws SQLException {
        List<Long> unlocked =
                seen.stream().filter(table -> !isLocked(table)).map(Table::oid).toList();
        if (unlocked.isEmpty()) {
            return;
        }
        // The function looks at the catalog as it is now, the query as the snapshot shows it.
        long changed = session.row(
                """
                SELECT count(*) FROM pg_catalog.pg_class c WHERE c.oid = ANY (?::text::pg_catalog.oid[]) AND c.relkind = 'r'
                  AND c.relfilenode <> 0 AND c.relfilenode IS DISTINCT FROM pg_catalog.pg_relation_filenode(c.oid)
                """,
                row -> row.getLong(1),
                "{" + String.join(",", unlocked.stream().map(String::valueOf).toList()) + "}");
        if (changed > 0) {
            throw new SourceTrouble(Trouble.CHANGED, changed + " tables were emptied or rewritten meanwhile");
        }
    }
}
