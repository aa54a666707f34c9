package io.toygres.api.reconciliation;

import io.toygres.api.reconciliation.Orphan.Outcome;
import io.toygres.api.reconciliation.ReconciliationConfig.Mode;
import io.toygres.contract.Command;
import io.toygres.contract.Event;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageEvent.ImageAvailable;
import io.toygres.contract.ImageEvent.ImageDeleted;
import io.toygres.contract.ImageEvent.ImageFailed;
import io.toygres.contract.ImageEvent.ImageProgressed;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceCommand.DeleteInstance;
import io.toygres.contract.InstanceEvent.InstanceDeleted;
import io.toygres.contract.InstanceEvent.InstanceFailed;
import io.toygres.contract.InstanceEvent.InstanceProgressed;
import io.toygres.contract.InstanceEvent.InstanceRunning;
import io.toygres.contract.InstanceId;
import io.toygres.contract.Inventory.Owned;
import io.toygres.contract.OperationId;
import io.toygres.database.Tx;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.Outbox;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Removes what has been an orphan for longer than the grace period, by the command that deletes any instance or image. */
@Singleton
public class OrphanRemoval {

    private static final Logger LOG = Logger.getLogger(OrphanRemoval.class);

    private final OrphanStore store;
    private final Outbox outbox;
    private final ReconciliationConfig config;
    private final Clock clock;

    OrphanRemoval(OrphanStore store, Outbox outbox, ReconciliationConfig config, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param orphans that were seen before and now again, the oldest first
     * @param found what there is of each
     */
    void removeDue(Tx tx, OwnerKind kind, List<Orphan> orphans, Map<?, Owned> found, Instant now) {
        Instant before = now.minus(config.grace());
        orphans.stream()
                .filter(orphan -> isUnanswered(orphan, owned(orphan, found), before))
                .forEach(orphan -> giveUp(tx, kind, orphan, now));
        List<Owned> due = orphans.stream()
                .filter(orphan ->
                        orphan.removal() == null && orphan.firstSeenAt().isBefore(before))
                .map(orphan -> owned(orphan, found))
                .filter(owned -> isRemovable(kind, owned, before))
                .limit(config.batch())
                .toList();
        if (config.mode() == Mode.REMOVE) {
            due.forEach(owned -> remove(tx, kind, owned, now));
        } else if (!due.isEmpty()) {
            LOG.infof(
                    "orphans would be removed mode=report kind=%s ids=%s",
                    kind.wireName(), due.stream().map(Owned::id).toList());
        }
    }

    /**
     * Notes how a removal ended.
     *
     * @return false when the event is of an operation that removes no orphan
     */
    public boolean told(Tx tx, Event event) {
        outcome(event)
                .filter(outcome ->
                        store.removalEnded(tx, event.operationId(), event.subject(), outcome, clock.instant()))
                .ifPresent(outcome -> LOG.infof(
                        "orphan closed id=%s operationId=%s outcome=%s",
                        event.subject(), event.operationId(), outcome));
        return store.isRemoval(tx, event.operationId());
    }

    private static Optional<Outcome> outcome(Event event) {
        return switch (event) {
            case InstanceDeleted _, ImageDeleted _ -> Optional.of(Outcome.REMOVED);
            case InstanceFailed _, ImageFailed _ -> Optional.of(Outcome.REMOVAL_FAILED);
            case InstanceProgressed _, InstanceRunning _, ImageProgressed _, ImageAvailable _ -> Optional.empty();
        };
    }

    private void remove(Tx tx, OwnerKind kind, Owned owned, Instant now) {
        OperationId operation = OperationId.random();
        store.removing(tx, kind, owned.id(), operation, now);
        outbox.add(tx, Envelope.command(command(kind, operation, owned), now));
        LOG.infof(
                "orphan is being removed kind=%s id=%s operationId=%s objects=%s",
                kind.wireName(), owned.id(), operation, owned.objects());
    }

    private static Command command(OwnerKind kind, OperationId operation, Owned owned) {
        return switch (kind) {
            case INSTANCE ->
                new DeleteInstance(operation, new InstanceId(owned.id()), Objects.requireNonNull(owned.name()));
            case IMAGE -> new DeleteImage(operation, new ImageId(owned.id()));
        };
    }

    /** The story ends here; if it is still there next time, another one begins, with a grace period of its own. */
    private void giveUp(Tx tx, OwnerKind kind, Orphan orphan, Instant now) {
        store.close(tx, kind, orphan.subject(), Outcome.REMOVAL_FAILED, now);
        LOG.warnf("orphan's removal was not answered kind=%s id=%s", kind.wireName(), orphan.subject());
    }

    private static boolean isUnanswered(Orphan orphan, Owned owned, Instant before) {
        return orphan.removal() != null && orphan.removal().startedAt().isBefore(before) && !owned.busy();
    }

    private static boolean isRemovable(OwnerKind kind, Owned owned, Instant before) {
        boolean nameable = kind == OwnerKind.IMAGE || owned.name() != null;
        return nameable && !owned.busy() && owned.newestAt().isBefore(before);
    }

    private static Owned owned(Orphan orphan, Map<?, Owned> found) {
        return Objects.requireNonNull(found.get(orphan.subject()));
    }
}
