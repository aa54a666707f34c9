package io.toygres.api.event;

import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Tables {@code changes} and {@code changes_removed}. */
@ApplicationScoped
public class ChangeStore {

    /** The longest id: what a transaction that still runs or is yet to begin writes comes after it. */
    private static final String NOW = """
            SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)::text AS xid, 999999999999999999 AS id""";

    private static final String AFTER = """
            SELECT xid::text AS xid, id, project, kind, subject::text AS subject FROM changes
            WHERE (xid, id) > (:xid::text::xid8, :id) AND xid < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY changes.xid, changes.id LIMIT :limit""";

    private static final String REMOVED = "SELECT xid::text AS xid, id FROM changes_removed";

    private static final String REMOVE = """
            WITH removed AS (DELETE FROM changes WHERE changed_at < :before RETURNING xid, id),
                 last AS (SELECT xid, id FROM removed ORDER BY xid DESC, id DESC LIMIT 1)
            UPDATE changes_removed r SET xid = last.xid, id = last.id FROM last WHERE (last.xid, last.id) > (r.xid, r.id)""";

    /** What a database that was restored from a dump brought along from another server, whose transactions counted further. */
    private static final String FORGET_FOREIGN = """
            WITH foreign_ones AS (DELETE FROM changes WHERE xid >= pg_snapshot_xmax(pg_current_snapshot()))
            UPDATE changes_removed SET xid = '0', id = 0 WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())""";

    /** After all that is visible. */
    public Position now(Tx tx) {
        return tx.sql(NOW).one(Position::read);
    }

    /** The oldest ones after a position that no transaction under way can still put another before. */
    List<Change> after(Tx tx, Position position, int limit) {
        return position.bind(tx.sql(AFTER))
                .bind("limit", (long) limit)
                .list(row ->
                        new Change(Position.read(row), row.text("project"), row.text("kind"), row.text("subject")));
    }

    /** Up to where none are left. */
    public Position removed(Tx tx) {
        return tx.sql(REMOVED).one(Position::read);
    }

    void remove(Tx tx, Instant before) {
        tx.sql(REMOVE).bind("before", before).update();
    }

    void forgetForeign(Tx tx) {
        tx.sql(FORGET_FOREIGN).update();
    }
}
