package io.toygres.messaging;

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

/** Keeps the inbox small: it forgets what Kafka can no longer deliver again. */
@Singleton
final class InboxPurge {

    /** Nothing depends on it: only when it fails for an hour is something wrong that the service's other work does not tell of. */
    private static final Bounds BOUNDS = new Bounds(Duration.ofMinutes(10), Duration.ofHours(1));

    private final RecurringWork work = new RecurringWork("inbox-purge", BOUNDS);
    private final Database database;
    private final Inbox inbox;
    private final InboxSettings settings;

    InboxPurge(Database database, Inbox inbox, InboxSettings settings) {
        this.database = database;
        this.inbox = inbox;
        this.settings = settings;
    }

    void onStart(@Observes StartupEvent event) {
        work.begin();
    }

    void onStop(@Observes ShutdownEvent event) {
        work.end();
    }

    @Scheduled(every = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void purge() {
        work.round(() -> database.withConnection(tx -> inbox.purge(tx, settings.retention())));
    }
}
