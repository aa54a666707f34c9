package io.toygres.messaging;

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
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/** How far the outbox is behind, looked at now and then so that whoever asks for metrics does not burden the database. */
@Singleton
final class OutboxLag {

    private static final String COUNT = """
            SELECT count(*) AS messages, coalesce(extract(epoch FROM now() - min(created_at)), 0)::bigint AS oldest
            FROM outbox
            """;

    private final Database database;
    /** The relay tells of a database that is away. */
    private final RecurringWork work = new RecurringWork(
            "outbox-lag", Bounds.ofRound(Duration.ofMinutes(5)).withoutFailing());

    private volatile Lag now = new Lag(0, 0);

    private record Lag(long messages, long oldestSeconds) {}

    @Inject
    OutboxLag(Database database) {
        this.database = database;
    }

    void onStart(@Observes StartupEvent event) {
        Gauge.builder("toygres.outbox.messages", this, it -> it.now.messages()).register(Metrics.globalRegistry);
        Gauge.builder("toygres.outbox.age", this, it -> it.now.oldestSeconds())
                .baseUnit("seconds")
                .register(Metrics.globalRegistry);
        work.begin();
    }

    void onStop(@Observes ShutdownEvent event) {
        work.end();
    }

    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        work.round(() -> now = database.withConnection(
                tx -> tx.sql(COUNT).one(row -> new Lag(row.number("messages"), row.number("oldest")))));
    }
}
