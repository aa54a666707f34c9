package io.toygres.api.reconciliation;

import io.toygres.api.reconciliation.Orphan.Outcome;
import io.toygres.contract.Inventory;
import io.toygres.contract.Inventory.Owned;
import io.toygres.database.Tx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What no living row owns: noted when it is found, and closed when that is over. */
@Singleton
class Orphans {

    private static final Logger LOG = Logger.getLogger(Orphans.class);

    private final OrphanStore store;
    private final OwnerStore owners;
    private final OrphanRemoval removal;
    private final Clock clock;

    Orphans(OrphanStore store, OwnerStore owners, OrphanRemoval removal, Clock clock) {
        this.store = store;
        this.owners = owners;
        this.removal = removal;
        this.clock = clock;
    }

    /** @param inventory taken before the transaction began, so that the row of whatever it holds was there */
    void compare(Tx tx, OwnerKind kind, Inventory inventory) {
        Instant now = clock.instant();
        Map<UUID, Owned> found = new LinkedHashMap<>();
        inventory.owners().forEach(owned -> found.put(owned.id(), owned));
        Set<UUID> living = owners.living(tx, kind, List.copyOf(found.keySet()));
        Map<UUID, Orphan> known = new LinkedHashMap<>();
        store.open(tx, kind).forEach(orphan -> known.put(orphan.subject(), orphan));
        known.values().stream()
                .filter(orphan -> !found.containsKey(orphan.subject()) || living.contains(orphan.subject()))
                .forEach(orphan -> close(tx, kind, orphan, living.contains(orphan.subject()), now));
        found.keySet().removeAll(living);
        found.values().forEach(owned -> note(tx, kind, owned, known.containsKey(owned.id()), now));
        List<Orphan> seenBefore = known.values().stream()
                .filter(orphan -> found.containsKey(orphan.subject()))
                .toList();
        removal.removeDue(tx, kind, seenBefore, found, now);
    }

    private void note(Tx tx, OwnerKind kind, Owned owned, boolean known, Instant now) {
        if (known) {
            store.seen(tx, kind, owned, now);
        } else {
            store.found(tx, kind, owned, now);
            LOG.warnf(
                    "orphan found kind=%s id=%s name=%s objects=%s",
                    kind.wireName(), owned.id(), owned.name(), owned.objects());
        }
    }

    private void close(Tx tx, OwnerKind kind, Orphan orphan, boolean isOwned, Instant now) {
        Outcome outcome = isOwned ? Outcome.OWNED : orphan.removal() == null ? Outcome.GONE : Outcome.REMOVED;
        store.close(tx, kind, orphan.subject(), outcome, now);
        LOG.infof("orphan closed kind=%s id=%s outcome=%s", kind.wireName(), orphan.subject(), outcome);
    }
}
