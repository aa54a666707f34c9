package io.toygres.operation;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.toygres.database.Database;
import io.toygres.operation.LeaseStore.Pulse;
import io.toygres.operation.RunningTurn.End;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Extends the leases of running steps, breaks off a step that is late, is cancelled or has lost its lease, and gives up one that does
 * not end then.
 */
final class Heartbeat {

    private final Database database;
    private final LeaseStore leases;
    private final RunningTurns running;
    private final TurnRunner runner;
    private final OperationSettings settings;

    Heartbeat(
            Database database, LeaseStore leases, RunningTurns running, TurnRunner runner, OperationSettings settings) {
        this.database = database;
        this.leases = leases;
        this.running = running;
        this.runner = runner;
        this.settings = settings;
    }

    /** @return how long until the next one */
    Duration beat() {
        Set<Lease> held = running.leases();
        if (!held.isEmpty()) {
            Map<Lease, Pulse> extended = database.withConnection(tx -> leases.extend(tx, held)).stream()
                    .collect(toMap(Pulse::lease, identity()));
            held.forEach(
                    lease -> running.of(lease).ifPresent(turn -> beat(turn, Optional.ofNullable(extended.get(lease)))));
        }
        return settings.lease().dividedBy(3);
    }

    /** @param pulse empty when the lease is lost */
    private void beat(RunningTurn turn, Optional<Pulse> pulse) {
        // A turn that has just committed has given its lease up itself; it is past its step and not disturbed.
        pulse.ifPresentOrElse(turn::check, turn::abandon);
        turn.giveUp(settings.breakOffGrace()).ifPresent(why -> giveUp(turn, why));
    }

    private void giveUp(RunningTurn turn, End why) {
        running.lose(turn);
        runner.givenUp(turn.row(), why);
    }
}
