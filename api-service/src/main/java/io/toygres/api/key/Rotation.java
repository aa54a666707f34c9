package io.toygres.api.key;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.key.RotationStore.RotationRow;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import io.toygres.secret.Keyring;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Encrypts all that is stored with the newest key. There is nothing to recover after a crash: what is not under that key yet is what is
 * left to do. Every replica whose newest key it is may work at it at the same time.
 */
@ApplicationScoped
class Rotation {

    private static final Logger LOG = Logger.getLogger(Rotation.class);

    private final Database database;
    private final RotationStore rotations;
    private final SealedStore secrets;
    private final Rewriting rewriting;
    private final Keyring keyring;
    private final Clock clock;

    Rotation(
            Database database,
            RotationStore rotations,
            SealedStore secrets,
            Rewriting rewriting,
            Keyring keyring,
            Clock clock) {
        this.database = database;
        this.rotations = rotations;
        this.secrets = secrets;
        this.rewriting = rewriting;
        this.keyring = keyring;
        this.clock = clock;
    }

    /**
     * Asks for it. Only keys that something is encrypted with are superseded: one that was added and has encrypted nothing yet is the next
     * to rotate to.
     *
     * @throws ProblemException KEYRING_OUTDATED when this replica's newest key is one that was superseded
     */
    RotationRow begin(Tx tx, String startedBy) {
        rotations.lock(tx);
        String newest = keyring.newest();
        rotations.latest(tx).filter(last -> last.superseded().contains(newest)).ifPresent(last -> {
            throw new ProblemException(
                    ProblemCode.KEYRING_OUTDATED,
                    "It encrypts with " + newest + ", and the last rotation was to " + last.keyId() + ".");
        });
        List<String> superseded =
                secrets.keys(tx).stream().filter(id -> !id.equals(newest)).toList();
        return rotations.start(tx, newest, superseded, startedBy, clock.instant());
    }

    @Scheduled(every = "${toygres.keys.every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void goOn() {
        Optional<RotationRow> latest = database.withConnection(rotations::latest);
        latest.filter(rotation -> rotation.finishedAt().isEmpty())
                .filter(rotation -> rotation.keyId().equals(keyring.newest()))
                .ifPresent(this::rotate);
    }

    private void rotate(RotationRow rotation) {
        String key = rotation.keyId();
        long unreadable = 0;
        for (SealedColumn column : SealedColumn.values()) {
            unreadable += rewriting.run(column, key);
        }
        long left = database.withConnection(tx -> secrets.countOthers(tx, key));
        long lost = unreadable;
        if (left <= lost && database.withConnection(tx -> rotations.finish(tx, key, left, clock.instant()))) {
            LOG.infof("all that is stored is encrypted with the newest key key=%s unreadable=%d", key, left);
        }
    }
}
