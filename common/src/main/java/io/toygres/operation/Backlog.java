package io.toygres.operation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.background.BackgroundLoop.Bounds;
import io.toygres.background.RecurringWork;
import io.toygres.database.Database;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** How much waits to be run, looked at now and then so that whoever asks for metrics does not burden the database. */
@Singleton
final class Backlog {

    /** A row whose lease ran out is due as well: its replica is gone. */
    private static final String COUNT = """
            SELECT count(*) AS unfinished, count(*) FILTER (WHERE due_at <= now()) AS due,
                   coalesce(extract(epoch FROM now() - min(due_at) FILTER (WHERE due_at <= now())), 0)::bigint AS oldest
            FROM operation WHERE finished_at IS NULL
            """;

    private final Database database;
    private final boolean hasOperations;
    /** The heartbeat and the dispatcher tell of a database that is away. */
    private final RecurringWork work = new RecurringWork(
            "operations-backlog", Bounds.ofRound(Duration.ofMinutes(5)).withoutFailing());

    private volatile Size now = new Size(0, 0, 0);

    /** @param oldestSeconds how long the one has been due that has been due longest */
    record Size(long unfinished, long due, long oldestSeconds) {}

    /** In a service without operations it does nothing: there is no table. */
    Backlog(Database database, OperationCatalogue catalogue) {
        this.database = database;
        this.hasOperations = !catalogue.kinds().isEmpty();
    }

    Size now() {
        return now;
    }

    void onStart(@Observes StartupEvent event) {
        if (hasOperations) {
            Gauge.builder("toygres.operations.unfinished", this, it -> it.now().unfinished())
                    .register(Metrics.globalRegistry);
            Gauge.builder("toygres.operations.due", this, it -> it.now().due()).register(Metrics.globalRegistry);
            Gauge.builder("toygres.operations.due.age", this, it -> it.now().oldestSeconds())
                    .baseUnit("seconds")
                    .register(Metrics.globalRegistry);
            work.begin();
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        work.end();
    }

    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        if (hasOperations) {
            work.round(() -> now = database.withConnection(tx -> tx.sql(COUNT)
                    .one(row -> new Size(row.number("unfinished"), row.number("due"), row.number("oldest")))));
        }
    }
}
