package io.toygres.api.reconciliation;

import io.toygres.contract.Inventory.Item;
import io.toygres.contract.Inventory.Owned;
import io.toygres.contract.OperationId;
import io.toygres.database.Row;
import io.toygres.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Table {@code orphans}. */
@Singleton
class OrphanStore {

    private static final String OPEN = """
            SELECT subject, first_seen_at, operation_id, removal_started_at FROM orphans
            WHERE kind = :kind AND ended_at IS NULL ORDER BY first_seen_at, id""";

    private static final String FOUND = """
            INSERT INTO orphans (kind, subject, name, objects, first_seen_at, last_seen_at)
            VALUES (:kind, :subject, :name::text, :objects, :now, :now)""";

    private static final String SEEN = """
            UPDATE orphans SET name = :name::text, objects = :objects, last_seen_at = :now
            WHERE kind = :kind AND subject = :subject AND ended_at IS NULL""";

    private static final String REMOVING = """
            UPDATE orphans SET operation_id = :operation, removal_started_at = :now
            WHERE kind = :kind AND subject = :subject AND ended_at IS NULL""";

    private static final String CLOSE = """
            UPDATE orphans SET ended_at = :now, outcome = :outcome
            WHERE kind = :kind AND subject = :subject AND ended_at IS NULL""";

    private static final String REMOVAL_ENDED = """
            UPDATE orphans SET ended_at = :now, outcome = :outcome
            WHERE operation_id = :operation AND subject = :subject AND ended_at IS NULL""";

    private static final String COUNT = "SELECT count(*) AS open FROM orphans WHERE kind = :kind AND ended_at IS NULL";

    /** Those there are, the oldest first. */
    List<Orphan> open(Tx tx, OwnerKind kind) {
        return tx.sql(OPEN).bind("kind", kind.wireName()).list(OrphanStore::map);
    }

    void found(Tx tx, OwnerKind kind, Owned owned, Instant now) {
        write(tx, FOUND, kind, owned, now);
    }

    void seen(Tx tx, OwnerKind kind, Owned owned, Instant now) {
        write(tx, SEEN, kind, owned, now);
    }

    private static void write(Tx tx, String sql, OwnerKind kind, Owned owned, Instant now) {
        tx.sql(sql)
                .bind("kind", kind.wireName())
                .bind("subject", owned.id())
                .bind("name", owned.name())
                .bind("objects", owned.objects().stream().map(Item::toString).toArray(String[]::new))
                .bind("now", now)
                .send();
    }

    void removing(Tx tx, OwnerKind kind, UUID subject, OperationId operation, Instant now) {
        tx.sql(REMOVING)
                .bind("kind", kind.wireName())
                .bind("subject", subject)
                .bind("operation", operation.value())
                .bind("now", now)
                .send();
    }

    void close(Tx tx, OwnerKind kind, UUID subject, Orphan.Outcome outcome, Instant now) {
        tx.sql(CLOSE)
                .bind("kind", kind.wireName())
                .bind("subject", subject)
                .bind("outcome", wireName(outcome))
                .bind("now", now)
                .send();
    }

    /** @return false when no orphan of that id is being removed by that operation any more */
    boolean removalEnded(Tx tx, OperationId operation, UUID subject, Orphan.Outcome outcome, Instant now) {
        return tx.sql(REMOVAL_ENDED)
                        .bind("operation", operation.value())
                        .bind("subject", subject)
                        .bind("outcome", wireName(outcome))
                        .bind("now", now)
                        .update()
                == 1;
    }

    /** Whether an operation removes, or removed, an orphan. */
    boolean isRemoval(Tx tx, OperationId operation) {
        return tx.sql("SELECT EXISTS (SELECT FROM orphans WHERE operation_id = :id)")
                .bind("id", operation.value())
                .one(row -> row.flag("exists"));
    }

    long count(Tx tx, OwnerKind kind) {
        return tx.sql(COUNT).bind("kind", kind.wireName()).one(row -> row.number("open"));
    }

    private static String wireName(Orphan.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static Orphan map(Row row) {
        Optional<Orphan.Removal> removal = row.optionalUuid("operation_id")
                .map(id -> new Orphan.Removal(new OperationId(id), row.instant("removal_started_at")));
        return new Orphan(row.uuid("subject"), row.instant("first_seen_at"), removal.orElse(null));
    }
}
