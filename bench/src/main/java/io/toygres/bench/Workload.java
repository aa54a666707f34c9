package io.toygres.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** What the source of a measured backup holds. */
@SuppressWarnings("ImmutableEnumChecker") // these lists are
enum Workload {
    SMALL("10 MB", new Goals(Goals.NONE, Goals.NONE, 1.2, Goals.NONE), List.of("small"), List.of("""
            CREATE TABLE item AS SELECT i AS id, md5(i::text) AS name, now() + i * interval '1 s' AS at
              FROM generate_series(1, 90000) i;
            ALTER TABLE item ADD PRIMARY KEY (id);
            CREATE INDEX ON item (name)""")),

    MIXED("mixed, 700 MB", new Goals(1 / 3.0, 0.5, Goals.NONE, 1.2), List.of("mixed"), List.of("""
            CREATE TABLE account AS SELECT i AS aid, i / 100000 AS bid, 0 AS balance, repeat(' ', 84) AS filler
              FROM generate_series(1, 1600000) i;
            ALTER TABLE account ADD PRIMARY KEY (aid)""", """
            CREATE TABLE note AS SELECT i AS id, (SELECT string_agg(md5((i * 40 + n)::text), ' ') FROM generate_series(1, 12) n) AS content
              FROM generate_series(1, 300000) i;
            ALTER TABLE note ADD PRIMARY KEY (id)""", """
            CREATE TABLE document AS SELECT i AS id, jsonb_build_object('customer', i % 5000, 'tags', jsonb_build_array(md5(i::text),
              md5((i % 1000)::text)), 'total', i * 1.5, 'paid', i % 3 = 0) AS content FROM generate_series(1, 200000) i;
            ALTER TABLE document ADD PRIMARY KEY (id);
            CREATE INDEX ON document USING gin (content)""", """
            CREATE TABLE picture AS SELECT i AS id, (SELECT string_agg(sha512((i * 400 + n)::text::bytea), ''::bytea)
              FROM generate_series(1, 160) n) AS content FROM generate_series(1, 12000) i;
            ALTER TABLE picture ALTER COLUMN content SET STORAGE EXTERNAL;
            ALTER TABLE picture ADD PRIMARY KEY (id)""")),

    TABLES("2,000 tables", new Goals(1.5, 1.5, Goals.NONE, Goals.NONE), List.of("tables"), List.of("""
            DO $$BEGIN FOR i IN 1..2000 LOOP
              EXECUTE format('CREATE TABLE t%s (id int PRIMARY KEY, parent int, name text)', i);
              EXECUTE format('INSERT INTO t%s SELECT n, n, md5(n::text) FROM generate_series(1, 20) n', i);
              IF i % 100 = 0 THEN COMMIT; END IF;
            END LOOP; END$$""", """
            DO $$BEGIN FOR i IN 2..2000 LOOP
              EXECUTE format('ALTER TABLE t%s ADD FOREIGN KEY (parent) REFERENCES t%s', i, i - 1);
              IF i % 100 = 0 THEN COMMIT; END IF;
            END LOOP; END$$""")),

    DATABASES(
            "40 databases of 1,000 rows",
            new Goals(1.5, 1.5, Goals.NONE, Goals.NONE),
            IntStream.rangeClosed(1, 40).mapToObj(i -> "d" + i).toList(),
            List.of("""
            CREATE TABLE item AS SELECT i AS id, md5(i::text) AS name FROM generate_series(1, 1000) i;
            ALTER TABLE item ADD PRIMARY KEY (id)""")),

    /** Measured by itself. */
    LARGE("mixed, 10 GB", new Goals(Goals.NONE, Goals.NONE, Goals.NONE, Goals.NONE), LargeDatabase.phases());

    private final String title;
    private final Goals goals;
    private final List<String> databases;
    private final List<List<String>> phases;

    /** @param statements one after the other in each database */
    Workload(String title, Goals goals, List<String> databases, List<String> statements) {
        this.title = title;
        this.goals = goals;
        this.databases = databases;
        this.phases = statements.stream().map(List::of).toList();
    }

    /** @param phases of one database; the statements of a phase may run side by side */
    Workload(String title, Goals goals, List<List<String>> phases) {
        this.title = title;
        this.goals = goals;
        this.databases = List.of("large");
        this.phases = phases;
    }

    String title() {
        return title;
    }

    Goals goals() {
        return goals;
    }

    List<String> databases() {
        return databases;
    }

    void load(SqlTarget server) {
        try {
            for (String database : databases) {
                server.execute("postgres", "CREATE DATABASE " + database);
                for (List<String> phase : phases) {
                    run(server, database, phase);
                }
                server.execute(database, "ANALYZE");
            }
            server.execute("postgres", "CHECKPOINT");
        } catch (SQLException | ExecutionException e) {
            throw new IllegalStateException("can't fill " + title, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** As many statements at a time as there are cores. */
    private static void run(SqlTarget server, String database, List<String> statements)
            throws ExecutionException, InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        try (ExecutorService sessions = Executors.newFixedThreadPool(cores)) {
            List<Callable<String>> work = new ArrayList<>();
            for (String sql : statements) {
                work.add(() -> {
                    server.execute(database, sql);
                    return sql;
                });
            }
            for (Future<String> one : sessions.invokeAll(work)) {
                one.get();
            }
        }
    }
}
