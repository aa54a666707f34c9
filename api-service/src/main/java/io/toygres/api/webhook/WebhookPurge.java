package io.toygres.api.webhook;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Removes old outcomes and secrets, and takes webhooks along that have nothing to tell. */
@ApplicationScoped
class WebhookPurge {

    private static final int BATCH = 10_000;

    private final Database database;
    private final WebhookStore webhooks;
    private final DeliveryStore deliveries;
    private final ProgressStore progress;
    private final WebhookConfig config;
    private final Clock clock;

    WebhookPurge(
            Database database,
            WebhookStore webhooks,
            DeliveryStore deliveries,
            ProgressStore progress,
            WebhookConfig config,
            Clock clock) {
        this.database = database;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.progress = progress;
        this.config = config;
        this.clock = clock;
    }

    /** Whether or not outcomes are removed. */
    @Scheduled(every = "10m", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void takeAlong() {
        Instant now = clock.instant();
        database.useConnection(tx -> progress.catchUp(tx, now));
        database.useConnection(tx -> webhooks.forgetSecrets(tx, now));
    }

    @Scheduled(
            every = "${toygres.webhooks.purge-every:1h}",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void purge() {
        Instant before = clock.instant().minus(config.keep());
        long removed = BATCH;
        while (removed == BATCH) {
            removed = database.withConnection(tx -> deliveries.purge(tx, before, BATCH));
        }
    }
}
