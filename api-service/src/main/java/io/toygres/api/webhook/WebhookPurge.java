package io.toygres.api.webhook;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Removes old outcomes, and takes webhooks along that have nothing to tell. */
@ApplicationScoped
class WebhookPurge {

    private final Database database;
    private final DeliveryStore deliveries;
    private final ProgressStore progress;
    private final WebhookConfig config;
    private final Clock clock;

    WebhookPurge(
            Database database, DeliveryStore deliveries, ProgressStore progress, WebhookConfig config, Clock clock) {
        this.database = database;
        this.deliveries = deliveries;
        this.progress = progress;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${toygres.webhooks.purge-every:1h}", delayed = "1m")
    @RunOnVirtualThread
    void purge() {
        Instant now = clock.instant();
        database.useConnection(tx -> {
            deliveries.purge(tx, now.minus(config.keep()));
            progress.catchUp(tx, now);
        });
    }
}
