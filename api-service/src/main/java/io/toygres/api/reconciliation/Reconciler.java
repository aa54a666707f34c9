package io.toygres.api.reconciliation;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.reconciliation.ReconciliationConfig.Mode;
import io.toygres.api.worker.WorkerInventory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Asks each worker for all that it finds, and compares. An answer that does not come whole changes nothing. Every replica
 * may ask.
 */
@Singleton
class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    private final WorkerInventory workers;
    private final Comparison comparison;
    private final ReconciliationMeters meters;
    private final ReconciliationConfig config;
    private final Clock clock;

    Reconciler(
            WorkerInventory workers,
            Comparison comparison,
            ReconciliationMeters meters,
            ReconciliationConfig config,
            Clock clock) {
        this.workers = workers;
        this.comparison = comparison;
        this.meters = meters;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${toygres.reconciliation.every:10m}",
            delayed = "${toygres.reconciliation.first-after:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void reconcile() {
        if (config.mode() == Mode.OFF) {
            return;
        }
        for (OwnerKind kind : OwnerKind.values()) {
            reconcile(kind);
        }
        meters.count();
    }

    private void reconcile(OwnerKind kind) {
        Instant askedAt = clock.instant();
        try {
            comparison.run(kind, workers.read(kind.worker(), config.timeout()), askedAt);
        } catch (IOException e) {
            LOG.warnf(
                    "not reconciled, for want of a whole inventory kind=%s reason=%s", kind.wireName(), e.getMessage());
        }
    }
}
