package io.toygres.operation;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.toygres.operation.LeaseStore.Pulse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Extends the leases of running steps, and breaks off a step that is late, is cancelled or has lost its lease. */
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
            Map<Lease, Pulse> extended = jdbi.withHandle(handle -> leases.extend(handle, held)).stream()
                    .collect(toMap(Pulse::lease, identity()));
            held.forEach(lease -> beat(lease, Optional.ofNullable(extended.get(lease))));
        }
        return period;
    }

    /** @param pulse empty when the lease is lost */
    private void beat(Lease lease, Optional<Pulse> pulse) {
        RunningTurn turn = running.get(lease);
        // A turn that has just committed has given its lease up itself; it is past its step and not disturbed.
        if (turn != null) {
            pulse.ifPresentOrElse(turn::check, turn::abandon);
        }
    }
}
