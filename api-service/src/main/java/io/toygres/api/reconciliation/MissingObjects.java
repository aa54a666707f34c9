package io.toygres.api.reconciliation;

import io.toygres.api.reconciliation.OwnerStore.Owner;
import io.toygres.contract.Inventory;
import io.toygres.contract.Inventory.Item;
import io.toygres.contract.Inventory.Owned;
import io.toygres.database.Tx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Rows whose objects are gone: they are told on the row, as long as that is so, and once in the log. */
@Singleton
class MissingObjects {

    private static final Logger LOG = Logger.getLogger(MissingObjects.class);

    private final OwnerStore owners;
    private final ReconciliationConfig config;
    private final Clock clock;

    MissingObjects(OwnerStore owners, ReconciliationConfig config, Clock clock) {
        this.owners = owners;
        this.config = config;
        this.clock = clock;
    }

    /** @param askedAt when the worker was asked: what changed later than shortly before may not be in the inventory */
    void compare(Tx tx, OwnerKind kind, Inventory inventory, Instant askedAt) {
        Map<UUID, Set<String>> found = inventory.owners().stream()
                .collect(Collectors.toMap(
                        Owned::id,
                        owned -> owned.objects().stream().map(Item::kind).collect(Collectors.toSet())));
        for (Owner owner : owners.whole(tx, kind, askedAt.minus(config.settled()))) {
            Set<String> there = found.getOrDefault(owner.id(), Set.of());
            List<String> missing =
                    kind.needed().stream().filter(need -> !there.contains(need)).toList();
            note(tx, kind, owner, missing);
        }
        owners.forgetOthers(tx, kind);
    }

    private void note(Tx tx, OwnerKind kind, Owner owner, List<String> missing) {
        if (missing.equals(owner.missing())) {
            return;
        }
        if (missing.isEmpty()) {
            owners.complete(tx, kind, owner.id());
            LOG.infof("nothing is missing any more kind=%s id=%s", kind.wireName(), owner.id());
        } else {
            owners.missing(tx, kind, owner.id(), missing, clock.instant());
            LOG.warnf("objects are missing kind=%s id=%s objects=%s", kind.wireName(), owner.id(), missing);
        }
    }
}
