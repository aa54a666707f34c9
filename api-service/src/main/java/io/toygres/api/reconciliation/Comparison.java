package io.toygres.api.reconciliation;

import io.toygres.contract.Inventory;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;

/** An inventory beside the rows, both ways, in one transaction; of several replicas one at a time. */
@Singleton
class Comparison {

    private static final String LOCK =
            "SELECT pg_try_advisory_xact_lock(hashtext('reconciliation of ' || CAST(:kind AS text))) AS free";

    private final Database database;
    private final Orphans orphans;
    private final MissingObjects missing;

    Comparison(Database database, Orphans orphans, MissingObjects missing) {
        this.database = database;
        this.orphans = orphans;
        this.missing = missing;
    }

    /** @param askedAt when the worker was asked for the inventory */
    void run(OwnerKind kind, Inventory inventory, Instant askedAt) {
        database.useTransaction(tx -> {
            if (isFree(tx, kind)) {
                orphans.compare(tx, kind, inventory);
                missing.compare(tx, kind, inventory, askedAt);
            }
        });
    }

    private static boolean isFree(Tx tx, OwnerKind kind) {
        return tx.sql(LOCK).bind("kind", kind.wireName()).one(row -> row.flag("free"));
    }
}
