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

    private static final String TABLES = """
            SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
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
        if (workers == 1 && analyze(session, "")) {
            return;
        }
        Queue<String> tables = new ConcurrentLinkedQueue<>();
        for (List<@Nullable String> row : session.query(TABLES)) {
            tables.add(String.valueOf(row.getFirst()));
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
            if (!analyze(session, table)) {
                session.execute(database.useOwnSearchPath());
                var unused = analyze(session, table);
                session.execute("SET search_path TO ''");
            }
        }
    }

    private boolean analyze(RawSession session, String table) throws IOException {
        try {
            session.execute("ANALYZE " + table);
            return true;
        } catch (SqlFailureException e) {
            if (DataLoad.isFatal(e)) {
                throw database.failure(e, "analyzing");
            }
            if (!table.isEmpty()) {
                findings.warn(
                        database.image().name(), "ANALYZE " + table, e.error().text());
            }
            return false;
        } finally {
            var unused = session.takeWarnings();
        }
    }
}
