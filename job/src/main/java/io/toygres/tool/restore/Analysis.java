package io.toygres.tool.restore;

import io.toygres.tool.wire.RawSession;
import io.toygres.tool.wire.SqlFailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Statistics for the planner. Where there can be none, as when an index's function fails, that is a warning: no data is missing. */
final class Analysis {

    /** And whether a foreign table is a part of it: ANALYZE would ask that one's server, which is none of the restore's business. */
    private static final String TABLES = """
            SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),
              EXISTS (WITH RECURSIVE part AS (SELECT inhrelid FROM pg_catalog.pg_inherits WHERE inhparent = c.oid
                  UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN part p ON i.inhparent = p.inhrelid)
                SELECT FROM part JOIN pg_catalog.pg_class f ON f.oid = part.inhrelid WHERE f.relkind = 'f')
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'm', 'p') AND c.relpersistence <> 't'
            ORDER BY pg_catalog.pg_relation_size(c.oid) DESC
            """;

    private final LoadedDatabase database;
    private final Findings findings;

    Analysis(LoadedDatabase database, Findings findings) {
        this.database = database;
        this.findings = findings;
    }

    void run(RawSession session, int workers) throws IOException {
        Queue<String> tables = new ConcurrentLinkedQueue<>();
        boolean foreignParts = false;
        for (List<@Nullable String> row : session.query(TABLES)) {
            String table = String.valueOf(row.getFirst());
            if ("t".equals(row.get(1))) {
                foreignParts = true;
                findings.warn(database.image().name(), "ANALYZE " + table, "left out: it has foreign tables for parts");
            } else {
                tables.add(table);
            }
        }
        if (workers == 1 && !foreignParts && refusal(session, "") == null) {
            return;
        }
        AtomicReference<IOException> failure = new AtomicReference<>();
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < workers; i++) {
            helpers.add(Thread.ofPlatform().daemon().name("analyze").start(() -> help(tables, failure)));
        }
        analyzeAll(session, tables);
        for (Thread helper : helpers) {
            try {
                helper.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        IOException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private void help(Queue<String> tables, AtomicReference<IOException> failure) {
        try (RawSession session = database.open()) {
            analyzeAll(session, tables);
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void analyzeAll(RawSession session, Queue<String> tables) throws IOException {
        for (String table = tables.poll(); table != null; table = tables.poll()) {
            if (refusal(session, table) != null) {
                session.execute(database.useOwnSearchPath());
                String refusal = refusal(session, table);
                if (refusal != null) {
                    findings.warn(database.image().name(), "ANALYZE " + table, refusal);
                }
                session.execute("SET search_path TO ''");
            }
        }
    }

    /** @param table empty for all. @return why not; null when it is analyzed */
    private @Nullable String refusal(RawSession session, String table) throws IOException {
        try {
            session.execute("ANALYZE " + table);
            return null;
        } catch (SqlFailureException e) {
            if (DataLoad.isFatal(e)) {
                throw database.failure(e, "analyzing");
            }
            return e.error().text();
        } finally {
            var unused = session.takeWarnings();
        }
    }
}
