package io.toygres.api.reconciliation;

import io.toygres.database.Row;
import io.toygres.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Who lives of tables {@code instances} and {@code images}, and what is missing of whom. */
@Singleton
class OwnerStore {

    /** A failed one whose undo has ended should have nothing left. */
    private static final String LIVING = """
            SELECT id FROM %1$s owner
            WHERE id = ANY (:ids)
              AND (status NOT IN ('failed', 'deleted')
                   OR EXISTS (SELECT FROM operations WHERE %2$s = owner.id AND finished_at IS NULL))""";

    private static final String WHOLE = """
            SELECT id, coalesce(missing_objects, '{}') AS missing_objects FROM %1$s owner
            WHERE status = '%3$s' AND %4$s < :before
              AND NOT EXISTS (SELECT FROM operations WHERE %2$s = owner.id AND finished_at IS NULL)""";

    private static final String MISSING = """
            UPDATE %1$s SET missing_objects = :objects, missing_since = coalesce(missing_since, :now)
            WHERE id = :id AND status = '%3$s'""";

    private static final String COMPLETE =
            "UPDATE %1$s SET missing_objects = NULL, missing_since = NULL WHERE id = :id";

    /** What is on its way out misses nothing. */
    private static final String FORGET = """
            UPDATE %1$s SET missing_objects = NULL, missing_since = NULL
            WHERE missing_objects IS NOT NULL AND status <> '%3$s'""";

    private static final String COUNT = "SELECT count(*) AS missing FROM %1$s WHERE missing_objects IS NOT NULL";

    /** An owner that should be whole, with what was missing of it so far. */
    record Owner(UUID id, List<String> missing) {
        Owner {
            missing = List.copyOf(missing);
        }
    }

    /** Those of the ids that may have objects. */
    Set<UUID> living(Tx tx, OwnerKind kind, List<UUID> ids) {
        return Set.copyOf(
                tx.sql(sql(LIVING, kind)).bind("ids", ids.toArray(UUID[]::new)).list(row -> row.uuid("id")));
    }

    /** Running instances, or available images, that have been so since before then, and on which no operation works. */
    List<Owner> whole(Tx tx, OwnerKind kind, Instant before) {
        return tx.sql(sql(WHOLE, kind)).bind("before", before).list(OwnerStore::owner);
    }

    void missing(Tx tx, OwnerKind kind, UUID id, List<String> objects, Instant now) {
        tx.sql(sql(MISSING, kind))
                .bind("id", id)
                .bind("objects", objects.toArray(String[]::new))
                .bind("now", now)
                .send();
    }

    void complete(Tx tx, OwnerKind kind, UUID id) {
        tx.sql(sql(COMPLETE, kind)).bind("id", id).send();
    }

    void forgetOthers(Tx tx, OwnerKind kind) {
        tx.sql(sql(FORGET, kind)).send();
    }

    long count(Tx tx, OwnerKind kind) {
        return tx.sql(sql(COUNT, kind)).one(row -> row.number("missing"));
    }

    private static String sql(String template, OwnerKind kind) {
        return switch (kind) {
            case INSTANCE -> template.formatted("instances", "instance_id", "running", "updated_at");
            case IMAGE -> template.formatted("images", "image_id", "available", "available_at");
        };
    }

    private static Owner owner(Row row) {
        return new Owner(row.uuid("id"), row.texts("missing_objects"));
    }
}
