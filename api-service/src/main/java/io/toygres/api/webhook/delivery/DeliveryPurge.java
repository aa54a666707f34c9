package io.toygres.api.webhook.delivery;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Removes old outcomes, and takes webhooks along that have nothing to tell. */
@ApplicationScoped
class DeliveryPurge {

    private static final int BATCH = 10_000;

    private final Database database;
    private final DeliveryStore deliveries;
    private final LeaseStore leases;
    private final DeliveryConfig config;
    private final Clock clock;

    DeliveryPurge(Database database, DeliveryStore deliveries, LeaseStore leases, DeliveryConfig config, Clock clock) {
        this.database = database;
        this.deliveries = deliveries;
        this.leases = leases;
        this.config = config;
        this.clock = clock;
    }

    /** Whether or not outcomes are removed. */
    @Scheduled(every = "10m", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void takeAlong() {
        Instant now = clock.instant();
        database.useConnection(tx -> leases.catchUp(tx, now));
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
