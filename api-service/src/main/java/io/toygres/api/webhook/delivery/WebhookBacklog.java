package io.toygres.api.webhook.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Measures how far behind webhooks are: not by webhook, of which there may be any number, and as many series with it. */
@ApplicationScoped
class WebhookBacklog {

    /** Of the enabled ones, whether or not their filters take what comes next: what they don't take is passed at once. */
    private static final String LOOK = """
            SELECT coalesce(max(extract(epoch FROM now() - following.changed_at)), 0)::bigint AS age,
                   count(*) FILTER (WHERE w.disabled_reason IS NOT NULL) AS given_up
            FROM webhooks w JOIN webhook_progress p ON p.webhook_id = w.id
            LEFT JOIN LATERAL (
                SELECT changed_at FROM changes c
                WHERE w.enabled AND c.project = w.project AND (c.xid, c.id) > (p.xid, p.id)
                  AND c.xid < pg_snapshot_xmin(pg_current_snapshot())
                ORDER BY c.xid, c.id LIMIT 1) AS following ON true""";

    private final Database database;
    private volatile Backlog now = new Backlog(0, 0);

    /**
     * What was seen last.
     *
     * @param ageSeconds of the oldest change that an enabled webhook is not done with
     * @param givenUp webhooks that the service disabled
     */
    record Backlog(long ageSeconds, long givenUp) {}

    WebhookBacklog(Database database) {
        this.database = database;
    }

    void onStart(@Observes StartupEvent event) {
        Gauge.builder("toygres.webhook.backlog.age", this, it -> it.now().ageSeconds())
                .baseUnit("seconds")
                .register(Metrics.globalRegistry);
        Gauge.builder("toygres.webhooks.given.up", this, it -> it.now().givenUp())
                .register(Metrics.globalRegistry);
    }

    @Scheduled(every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        now = database.withConnection(
                tx -> tx.sql(LOOK).one(row -> new Backlog(row.number("age"), row.number("given_up"))));
    }

    Backlog now() {
        return now;
    }
}
