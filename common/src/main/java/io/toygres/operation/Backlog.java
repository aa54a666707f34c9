package io.toygres.operation;

import io.toygres.background.BackgroundLoop;
import io.toygres.background.BackgroundLoop.Bounds;
import io.toygres.database.Database;
import java.time.Duration;

/** How much waits to be run, looked at now and then so that whoever asks for metrics does not burden the database. */
final class Backlog {

    private static final Duration PERIOD = Duration.ofSeconds(10);

    /** A row whose lease ran out is due as well: its replica is gone. */
    private static final String COUNT = """
            SELECT count(*) AS unfinished, count(*) FILTER (WHERE due_at <= now()) AS due,
                   coalesce(extract(epoch FROM now() - min(due_at) FILTER (WHERE due_at <= now())), 0)::bigint AS oldest
            FROM operation WHERE finished_at IS NULL
            """;

    private final Database database;
    /** The heartbeat and the dispatcher tell of a database that is away. */
    private final BackgroundLoop loop = new BackgroundLoop(
            "operations-backlog", Bounds.ofRound(Duration.ofMinutes(5)).withoutFailing(), this::look);

    private volatile Size now = new Size(0, 0, 0);

    /** @param oldestSeconds how long the one has been due that has been due longest */
    record Size(long unfinished, long due, long oldestSeconds) {}

    Backlog(Database database) {
        this.database = database;
    }

    Size now() {
        return now;
    }

    void start() {
        loop.start();
    }

    void stop() throws InterruptedException {
        loop.stop();
    }

    private Duration look() {
        now = database.withConnection(tx ->
                tx.sql(COUNT).one(row -> new Size(row.number("unfinished"), row.number("due"), row.number("oldest"))));
        return PERIOD;
    }
}
