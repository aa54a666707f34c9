package io.toygres.api.webhook;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Forgets the secrets that sign no more. */
@ApplicationScoped
class OldSecrets {

    private final Database database;
    private final WebhookStore webhooks;
    private final Clock clock;

    OldSecrets(Database database, WebhookStore webhooks, Clock clock) {
        this.database = database;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    @Scheduled(every = "10m", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void forget() {
        database.useConnection(tx -> webhooks.forgetSecrets(tx, clock.instant()));
    }
}
