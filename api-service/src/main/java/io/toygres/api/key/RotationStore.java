package io.toygres.api.key;

import io.toygres.database.Row;
import io.toygres.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Table {@code key_rotations}. */
@Singleton
class RotationStore {

    private static final String COLUMNS =
            "key_id, superseded, started_at, started_by, rewritten, unreadable, finished_at";

    private static final String LATEST =
            "SELECT " + COLUMNS + " FROM key_rotations ORDER BY started_at DESC, key_id LIMIT 1";

    private static final String START = """
            INSERT INTO key_rotations (key_id, superseded, started_at, started_by) VALUES (:key, :superseded, :now, :by)
            ON CONFLICT (key_id) DO UPDATE SET unreadable = 0, finished_at = NULL,
                superseded = ARRAY(SELECT unnest(key_rotations.superseded) UNION SELECT unnest(EXCLUDED.superseded) ORDER BY 1)
            RETURNING\s""" + COLUMNS;

    private static final String PROGRESS = "UPDATE key_rotations SET rewritten = rewritten + :more WHERE key_id = :key";

    private static final String FINISH = """
            UPDATE key_rotations SET finished_at = :now, unreadable = :unreadable
            WHERE key_id = :key AND finished_at IS NULL""";

    /** @param superseded the other keys that something was encrypted with whenever it was asked for */
    record RotationRow(
            String keyId,
            List<String> superseded,
            Instant startedAt,
            String startedBy,
            long rewritten,
            long unreadable,
            Optional<Instant> finishedAt) {
        RotationRow {
            superseded = List.copyOf(superseded);
        }
    }

    /** Makes whoever else would start one wait. */
    void lock(Tx tx) {
        tx.sql("LOCK TABLE key_rotations IN SHARE ROW EXCLUSIVE MODE").send();
    }

    /** The one that was started last. */
    Optional<RotationRow> latest(Tx tx) {
        return tx.sql(LATEST).find(RotationStore::rotation);
    }

    /** Starts it or, where there is one to that key, goes on with it. */
    RotationRow start(Tx tx, String keyId, List<String> superseded, String startedBy, Instant now) {
        return tx.sql(START)
                .bind("key", keyId)
                .bind("superseded", superseded.toArray(String[]::new))
                .bind("now", now)
                .bind("by", startedBy)
                .one(RotationStore::rotation);
    }

    void progress(Tx tx, String keyId, int more) {
        tx.sql(PROGRESS).bind("key", keyId).bind("more", more).update();
    }

    /** @return false when another replica has finished it before */
    boolean finish(Tx tx, String keyId, long unreadable, Instant now) {
        return tx.sql(FINISH)
                        .bind("key", keyId)
                        .bind("unreadable", unreadable)
                        .bind("now", now)
                        .update()
                == 1;
    }

    private static RotationRow rotation(Row row) {
        return new RotationRow(
                row.text("key_id"),
                row.texts("superseded"),
                row.instant("started_at"),
                row.text("started_by"),
                row.number("rewritten"),
                row.number("unreadable"),
                row.optionalInstant("finished_at"));
    }
}
