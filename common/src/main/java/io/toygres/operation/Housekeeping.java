package io.toygres.operation;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.background.BackgroundLoop.Bounds;
import io.toygres.background.RecurringWork;
import io.toygres.database.Database;
import io.toygres.operation.OperationRowStore.Overdue;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Forgets operations that ended long ago, and says which ones wait: for a release that knows them, or for a replica that has a slot
 * free.
 */
@Singleton
final class Housekeeping {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class);

    private static final Bounds BOUNDS = new Bounds(Duration.ofMinutes(10), Duration.ofMinutes(5));

    private final RecurringWork work = new RecurringWork("operations-housekeeping", BOUNDS);
    private final Database database;
    private final OperationRowStore store;
    private final OperationCatalogue catalogue;
    private final Duration retention;
    private final Set<OperationKind> reported = new HashSet<>();

    /** In a service without operations it does nothing: there is no table. */
    Housekeeping(Database database, OperationCatalogue catalogue, OperationSettings settings) {
        this.database = database;
        this.store = new OperationRowStore(settings);
        this.catalogue = catalogue;
        this.retention = settings.retention();
    }

    void onStart(@Observes StartupEvent event) {
        if (!catalogue.kinds().isEmpty()) {
            work.begin();
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        work.end();
    }

    @Scheduled(every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void keep() {
        if (!catalogue.kinds().isEmpty()) {
            work.round(() -> database.withConnection(tx -> {
                int purged = store.purge(tx, retention);
                reportUnknown(store.unfinishedKinds(tx));
                report(store.overdue(tx));
                return purged;
            }));
        }
    }

    private void report(Overdue now) {
        if (now.operations() > 0) {
            LOG.warnf(
                    "Operations are due, and no replica takes them. count=%d oldest=%s",
                    now.operations(), Durations.inWords(now.oldest()));
        }
    }

    private void reportUnknown(Set<OperationKind> kinds) {
        for (OperationKind kind : kinds) {
            if (!catalogue.kinds().contains(kind) && reported.add(kind)) {
                LOG.warnf(
                        "Operations of a kind unknown here stay for a replica that knows it. type=%s version=%d",
                        kind.type(), kind.version());
            }
        }
    }
}
