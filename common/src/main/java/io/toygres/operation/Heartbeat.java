package io.toygres.operation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Extends the leases of running steps, and breaks off a step whose lease is lost. */
final class Heartbeat {

    private static final Logger LOG = Logger.getLogger(Heartbeat.class);

    private final Jdbi jdbi;
    private final LeaseStore leases;
    private final Map<Lease, RunningTurn> running;
    private final Duration period;
    private final Thread thread =
            Thread.ofVirtual().name("operations-heartbeat").unstarted(this::run);
    private final Outage outage = new Outage(LOG, "Leases are not extended: the database is away");

    Heartbeat(Jdbi jdbi, LeaseStore leases, Map<Lease, RunningTurn> running, Duration period) {
        this.jdbi = jdbi;
        this.leases = leases;
        this.running = running;
        this.period = period;
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(period);
                beat();
            }
        } catch (InterruptedException _) {
            // stop() asked for it
        }
    }

    private void beat() {
        List<Lease> held = List.copyOf(running.keySet());
        if (held.isEmpty()) {
            return;
        }
        try {
            Set<Lease> extended = jdbi.withHandle(handle -> leases.extend(handle, held));
            held.stream().filter(lease -> !extended.contains(lease)).forEach(this::lost);
            outage.over();
        } catch (RuntimeException e) {
            outage.begins(e);
        }
    }

    private void lost(Lease lease) {
        RunningTurn turn = running.get(lease);
        // A turn that has just committed has given its lease up itself; it is past its step and not disturbed.
        if (turn != null) {
            turn.abandon();
        }
    }
}
