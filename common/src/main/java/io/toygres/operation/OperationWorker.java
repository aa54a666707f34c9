package io.toygres.operation;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.toygres.messaging.Outbox;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread dispatcher = Thread.ofVirtual().name("operations").unstarted(this::dispatch);
    private final Heartbeat heartbeat;
    private final WakeListener listener;
    private final Housekeeping housekeeping;
    private final Outage outage = new Outage(LOG, "Operations wait: the database is away");

    @Inject
    OperationWorker(Jdbi jdbi, Outbox outbox, OperationSettings settings, OperationCatalogue catalogue) {
        var store = new OperationStore(settings);
        this.jdbi = jdbi;
        this.settings = settings;
        this.catalogue = catalogue;
        this.leases = new LeaseStore(settings);
        this.runner = new TurnRunner(jdbi, outbox, store, catalogue);
        this.slots = new Semaphore(settings.concurrency());
        this.heartbeat = new Heartbeat(jdbi, leases, running, settings.lease().dividedBy(3));
        this.listener = new WakeListener(jdbi, this::wake);
        this.housekeeping = new Housekeeping(jdbi, store, catalogue, settings.retention());
    }

    /** Makes the worker look for due operations now; cheap, and safe from any thread. */
    public void wake() {
        wakeUps.release();
    }

    public void start() {
        if (!catalogue.kinds().isEmpty()) {
            dispatcher.start();
            heartbeat.start();
            listener.start();
            housekeeping.start();
        }
    }

    /** Leases nothing more, lets running steps finish for a while, then breaks them off and gives their operations back. */
    public void stop() throws InterruptedException {
        dispatcher.interrupt();
        dispatcher.join();
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

    void onStart(@Observes StartupEvent event) {
        start();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stop();
    }

    private void dispatch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                int free = slots.availablePermits();
                if (free == 0 || leaseAndRun(free) < free) {
                    awaitWork();
                }
            }
        } catch (InterruptedException _) {
            // stop() asked for it
        }
    }

    /** @return how many operations were due, at most {@code free} */
    private int leaseAndRun(int free) {
        try {
            List<LeasedRow> due = jdbi.withHandle(handle -> leases.lease(handle, catalogue.kinds(), free));
            due.forEach(this::run);
            outage.over();
            return due.size();
        } catch (RuntimeException e) {
            outage.begins(e);
            return 0;
        }
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

    private void awaitWork() throws InterruptedException {
        wakeUps.tryAcquire(untilNextDue().toMillis(), TimeUnit.MILLISECONDS);
        wakeUps.drainPermits();
    }

    private Duration untilNextDue() {
        if (slots.availablePermits() == 0) {
            return settings.poll();
        }
        try {
            return jdbi.withHandle(handle -> leases.untilDue(handle, catalogue.kinds()))
                    .filter(untilDue -> untilDue.compareTo(settings.poll()) < 0)
                    .orElse(settings.poll());
        } catch (RuntimeException e) {
            outage.begins(e);
            return settings.poll();
        }
    }
}
