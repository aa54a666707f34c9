package io.toygres.operation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** Extends the leases of running steps, and breaks off a step whose lease is lost. */
final class Heartbeat {

    private final Jdbi jdbi;
    private final LeaseStore leases;
    private final Map<Lease, RunningTurn> running;
    private final Duration period;

    Heartbeat(Jdbi jdbi, LeaseStore leases, Map<Lease, RunningTurn> running, OperationSettings settings) {
        this.jdbi = jdbi;
        this.leases = leases;
        this.running = running;
        this.period = settings.lease().dividedBy(3);
    }

    /** @return how long until the next one */
    Duration beat() {
        List<Lease> held = List.copyOf(running.keySet());
        if (!held.isEmpty()) {
            Set<Lease> extended = jdbi.withHandle(handle -> leases.extend(handle, held));
            held.stream().filter(lease -> !extended.contains(lease)).forEach(this::lost);
        }
        return period;
    }

    private void lost(Lease lease) {
        RunningTurn turn = running.get(lease);
        // A turn that has just committed has given its lease up itself; it is past its step and not disturbed.
        if (turn != null) {
            turn.abandon();
        }
    }
}
