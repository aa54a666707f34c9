package io.toygres.operation;

import io.toygres.database.Database;
import io.toygres.operation.OperationRowStore.Overdue;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Once a minute: forgets operations that ended long ago, and says which ones wait: for a release that knows them, or for a
 * replica that has a slot free.
 */
final class Housekeeping {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Database database;
    private final OperationRowStore store;
    private final OperationCatalogue catalogue;
    private final Duration retention;
    private final Set<OperationKind> reported = new HashSet<>();

    Housekeeping(Database database, OperationRowStore store, OperationCatalogue catalogue, OperationSettings settings) {
        this.database = database;
        this.store = store;
        this.catalogue = catalogue;
        this.retention = settings.retention();
    }

    /** @return how long until the next time */
    Duration keep() {
        database.useConnection(tx -> {
            store.purge(tx, retention);
            reportUnknown(store.unfinishedKinds(tx));
            report(store.overdue(tx));
        });
        return PERIOD;
    }

    private void report(Overdue now) {
        if (now.operations() > 0) {
            LOG.warnf(
                    "Operations are due, and no replica takes them. count=%d oldest=%s",
                    now.operations(), Durations.inWords(now.oldest()));
        }
    }

    private void reportUnknown(Set<OperationKind> kinds) {
        for (OperationKind kind : kinds) {
            if (!catalogue.kinds().contains(kind) && reported.add(kind)) {
                LOG.warnf(
                        "Operations of a kind unknown here stay for a replica that knows it. type=%s version=%d",
                        kind.type(), kind.version());
            }
        }
    }
}
