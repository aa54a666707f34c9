package io.toygres.operation;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.toygres.background.BackgroundLoop;
import io.toygres.background.BackgroundLoop.Bounds;
import io.toygres.database.Database;
import io.toygres.database.Listener;
import io.toygres.messaging.Outbox;
import io.toygres.operation.LeaseStore.Known;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Runs this service's operations: leases those that are due, gives each attempt a virtual thread, and waits for more. Every
 * replica has one; a service without operations has one that does nothing.
 */
@Singleton
public final class OperationWorker {

    private static final Logger LOG = Logger.getLogger(OperationWorker.class);

    /** How long stopping waits for a look for due operations that is under way. */
    private static final Duration LAST_ROUND = Duration.ofMillis(300);

    private final Database database;
    private final OperationSettings settings;
    private final OperationCatalogue catalogue;
    private final LeaseStore leases;
    private final AttemptRunner runner;
    private final RunningAttempts running;
    private final BackgroundLoop dispatcher =
            new BackgroundLoop("operations", Bounds.ofRound(Duration.ofMinutes(1)), this::leaseAndRun);
    private final BackgroundLoop heartbeat;
    private final Listener listener;

    @Inject
    OperationWorker(Database database, Outbox outbox, OperationSettings settings, OperationCatalogue catalogue) {
        var store = new OperationRowStore(settings);
        this.database = database;
        this.settings = settings;
        this.catalogue = catalogue;
        this.leases = new LeaseStore(settings);
        this.runner = new AttemptRunner(database, outbox, store, catalogue, settings);
        this.running = new RunningAttempts(settings.concurrency());
        var heart = new Heartbeat(database, leases, running, runner, settings);
        this.heartbeat =
                new BackgroundLoop("operations-heartbeat", Bounds.ofRound(Duration.ofSeconds(30)), heart::beat);
        this.listener = database.listener(LeaseStore.CHANNEL, _ -> wake());
    }

    /** Makes the worker look for due operations now; cheap, and safe from any thread. */
    public void wake() {
        dispatcher.wake();
    }

    RunningAttempts running() {
        return running;
    }

    void onStart(@Observes StartupEvent event) {
        start();
    }

    /** Before whatever else stops, which may take its time: other replicas are to have the operations soon. */
    void onStop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        stop();
    }

    void start() {
        if (!catalogue.kinds().isEmpty()) {
            dispatcher.start();
            heartbeat.start();
            listener.start();
            OperationMeters.register(catalogue.kinds(), running);
        }
    }

    /** Leases nothing more, lets running steps finish for a while, then breaks them off and gives their operations back. */
    void stop() throws InterruptedException {
        dispatcher.stop(LAST_ROUND);
        if (!running.awaitNone(settings.shutdownGrace())) {
            List<Lease> unfinished = running.abandonAll();
            database.useTransaction(tx -> leases.release(tx, unfinished));
            LOG.infof("Stopped with steps broken off, due again at once. count=%d", unfinished.size());
        }
        heartbeat.stop();
        listener.stop();
    }

    /** @return how long until there may be more to run; an attempt that ends wakes the dispatcher */
    private Duration leaseAndRun() {
        int free = running.free();
        if (free <= 0) {
            return settings.poll();
        }
        List<LeasedRow> due = lease(free);
        due.forEach(this::run);
        return due.size() == free ? Duration.ZERO : untilNextDue();
    }

    private List<LeasedRow> lease(int free) {
        return database.withConnection(tx -> {
            List<LeasedRow> due = new ArrayList<>(leases.lease(tx, known(), free));
            if (due.size() < free) {
                due.addAll(leases.leaseUnknown(tx, known(), free - due.size()));
            }
            return due;
        });
    }

    private void run(LeasedRow row) {
        RunningAttempt attempt = running.begin(row);
        Thread.ofVirtual().name("operation-" + row.id()).start(() -> {
            try {
                runner.run(attempt);
            } finally {
                running.ended(attempt);
                wake();
            }
        });
    }

    private Known known() {
        return new Known(catalogue.kinds(), running.leases());
    }

    private Duration untilNextDue() {
        return database.withConnection(tx -> leases.untilDue(tx, known()))
                .filter(untilDue -> untilDue.compareTo(settings.poll()) < 0)
                .orElse(settings.poll());
    }
}
