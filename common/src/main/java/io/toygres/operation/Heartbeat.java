package io.toygres.operation;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.toygres.database.Database;
import io.toygres.operation.LeaseStore.Extension;
import io.toygres.operation.RunningAttempt.End;
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
    private final RunningAttempts running;
    private final AttemptRunner runner;
    private final OperationSettings settings;

    Heartbeat(
            Database database,
            LeaseStore leases,
            RunningAttempts running,
            AttemptRunner runner,
            OperationSettings settings) {
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
            Map<Lease, Extension> extended = database.withConnection(tx -> leases.extend(tx, held)).stream()
                    .collect(toMap(Extension::lease, identity()));
            held.forEach(lease ->
                    running.of(lease).ifPresent(attempt -> beat(attempt, Optional.ofNullable(extended.get(lease)))));
        }
        return settings.lease().dividedBy(3);
    }

    /** @param extension empty when the lease is lost */
    private void beat(RunningAttempt attempt, Optional<Extension> extension) {
        // An attempt that has just committed has given its lease up itself; it is past its step and not disturbed.
        extension.ifPresentOrElse(attempt::check, attempt::abandon);
        attempt.giveUp(settings.breakOffGrace()).ifPresent(why -> giveUp(attempt, why));
    }

    private void giveUp(RunningAttempt attempt, End why) {
        running.lose(attempt);
        runner.givenUp(attempt.row(), why);
    }
}
