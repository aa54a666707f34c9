package io.toygres.operation;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.toygres.background.BackgroundLoop;
import io.toygres.background.BackgroundLoop.Bounds;
import io.toygres.messaging.Outbox;
import io.toygres.operation.LeaseStore.Known;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Runs this service's operations: leases those that are due, gives each turn a virtual thread, and waits for more. Every
 * replica has one; a service without operations has one that does nothing.
 */
@Singleton
public final class OperationWorker {

    private static final Logger LOG = Logger.getLogger(OperationWorker.class);

    private final Jdbi jdbi;
    private final OperationSettings settings;
    private final OperationCatalogue catalogue;
    private final LeaseStore leases;
    private final TurnRunner runner;
    private final Map<Lease, RunningTurn> running = new ConcurrentHashMap<>();
    private final Semaphore slots;
    private final BackgroundLoop dispatcher =
            new BackgroundLoop("operations", Bounds.ofRound(Duration.ofMinutes(1)), this::leaseAndRun);
    private final BackgroundLoop heartbeat;
    private final BackgroundLoop housekeeping;
    private final WakeListener listener;

    @Inject
    OperationWorker(Jdbi jdbi, Outbox outbox, OperationSettings settings, OperationCatalogue catalogue) {
        var store = new OperationStore(settings);
        this.jdbi = jdbi;
        this.settings = settings;
        this.catalogue = catalogue;
        this.leases = new LeaseStore(settings);
        this.runner = new TurnRunner(jdbi, outbox, store, catalogue, settings);
        this.slots = new Semaphore(settings.concurrency());
        var heart = new Heartbeat(jdbi, leases, running, settings);
        this.heartbeat =
                new BackgroundLoop("operations-heartbeat", Bounds.ofRound(Duration.ofSeconds(30)), heart::beat);
        var house = new Housekeeping(jdbi, store, catalogue, settings);
        this.housekeeping =
                new BackgroundLoop("operations-housekeeping", Bounds.ofRound(Duration.ofMinutes(10)), house::keep);
        this.listener = new WakeListener(jdbi, this::wake);
    }

    /** Makes the worker look for due operations now; cheap, and safe from any thread. */
    public void wake() {
        dispatcher.wake();
    }

    void onStart(@Observes StartupEvent event) {
        start();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stop();
    }

    void start() {
        if (!catalogue.kinds().isEmpty()) {
            dispatcher.start();
            heartbeat.start();
            listener.start();
            housekeeping.start();
        }
    }

    /** Leases nothing more, lets running steps finish for a while, then breaks them off and gives their operations back. */
    void stop() throws InterruptedException {
        dispatcher.stop();
        listener.stop();
        housekeeping.stop();
        if (!slots.tryAcquire(settings.concurrency(), settings.shutdownGrace().toMillis(), TimeUnit.MILLISECONDS)) {
            List<Lease> unfinished = List.copyOf(running.keySet());
            running.values().forEach(RunningTurn::abandon);
            jdbi.useTransaction(handle -> leases.release(handle, unfinished));
            LOG.infof("Stopped with steps broken off, due again at once. count=%d", unfinished.size());
        }
        heartbeat.stop();
    }

    /** @return how long until there may be more to run; a turn that ends wakes the dispatcher */
    private Duration leaseAndRun() {
        int free = slots.availablePermits();
        if (free == 0) {
            return settings.poll();
        }
        List<LeasedRow> due = jdbi.withHandle(handle -> leases.lease(handle, known(), free));
        due.forEach(this::run);
        return due.size() == free ? Duration.ZERO : untilNextDue();
    }

    private void run(LeasedRow row) {
        var turn = new RunningTurn();
        running.put(row.lease(), turn);
        slots.acquireUninterruptibly();
        Thread.ofVirtual().name("operation-" + row.id()).start(() -> {
            try {
                runner.run(row, turn);
            } finally {
                running.remove(row.lease());
                slots.release();
                wake();
            }
        });
    }

    private Known known() {
        return new Known(catalogue.kinds(), Set.copyOf(running.keySet()));
    }

    private Duration untilNextDue() {
        return jdbi.withHandle(handle -> leases.untilDue(handle, known()))
                .filter(untilDue -> untilDue.compareTo(settings.poll()) < 0)
                .orElse(settings.poll());
    }
}
