package io.toygres.api.webhook.delivery;

import io.toygres.api.event.Position;
import io.toygres.api.webhook.connection.ConnectionConfig;
import io.toygres.database.Statement;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The part of table {@code webhook_progress} that says which replica tells a receiver; users read and set the rest of it. */
@ApplicationScoped
class LeaseStore {

    /**
     * One statement picks those with something to tell, the longest due first, and leases them: should this process die, they are due again
     * by themselves. Something to tell is a change that nothing under way can still come before, or that changes are gone.
     */
    private static final String LEASE = """
            UPDATE webhook_progress SET leased = true, fencing_token = fencing_token + 1, due_at = :until
            WHERE webhook_id = ANY (ARRAY(
                SELECT p.webhook_id FROM webhook_progress p JOIN webhooks w ON w.id = p.webhook_id
                WHERE p.due_at <= :now AND w.enabled AND (
                    EXISTS (SELECT FROM changes c WHERE c.project = w.project AND (c.xid, c.id) > (p.xid, p.id)
                            AND c.xid < pg_snapshot_xmin(pg_current_snapshot()))
                    OR EXISTS (SELECT FROM changes_removed r WHERE (r.xid, r.id) > (p.xid, p.id))
                    OR p.xid >= pg_snapshot_xmax(pg_current_snapshot()))
                ORDER BY p.due_at LIMIT :limit
                FOR UPDATE OF p SKIP LOCKED))
            RETURNING webhook_id, fencing_token, xid::text AS xid, id, attempts""";

    private static final String HELD = " WHERE webhook_id = :webhook AND leased AND fencing_token = :token";

    private static final String MOVE = """
            UPDATE webhook_progress SET xid = :xid::text::xid8, id = :id, attempts = 0, failing_since = NULL, last_error = NULL,
                due_at = :until""" + HELD;

    private static final String FAIL = """
            UPDATE webhook_progress SET attempts = attempts + 1, failing_since = coalesce(failing_since, :now), last_error = :error,
                leased = false""" + HELD + " RETURNING attempts, failing_since";

    private static final String RELEASE = "UPDATE webhook_progress SET leased = false, due_at = :due" + HELD;

    /** Those with nothing to tell come along, so that what is removed later is none of what they wait for. */
    private static final String CATCH_UP = """
            UPDATE webhook_progress SET xid = (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)::text::xid8, id = 999999999999999999
            WHERE webhook_id = ANY (ARRAY(
                SELECT p.webhook_id FROM webhook_progress p JOIN webhooks w ON w.id = p.webhook_id
                WHERE w.enabled AND p.due_at <= :now
                  AND NOT EXISTS (SELECT FROM changes_removed r WHERE (r.xid, r.id) > (p.xid, p.id))
                  AND NOT EXISTS (SELECT FROM changes c WHERE c.project = w.project AND (c.xid, c.id) > (p.xid, p.id))
                FOR UPDATE OF p SKIP LOCKED))""";

    /**
     * The right to tell a webhook's receiver, for a while.
     *
     * @param token of an older lease nothing is taken any more
     * @param attempts failed ones of what comes next
     */
    record Lease(UUID webhook, long token, Position position, int attempts) {}

    /**
     * What comes next has failed.
     *
     * @param attempts failed ones in a row, this one included
     */
    record Failures(int attempts, Instant since) {}

    private final Duration length;

    LeaseStore(ConnectionConfig connections) {
        this.length = connections.timeout().multipliedBy(2).plusSeconds(30);
    }

    /** How long a lease lasts: longer than an attempt can take. */
    Duration length() {
        return length;
    }

    List<Lease> lease(Tx tx, Instant now, int limit) {
        return tx.sql(LEASE)
                .bind("now", now)
                .bind("until", now.plus(length))
                .bind("limit", limit)
                .list(row -> new Lease(
                        row.uuid("webhook_id"),
                        row.number("fencing_token"),
                        Position.read(row),
                        row.integer("attempts")));
    }

    /** It lasts longer, too. @return false when the lease holds no longer */
    boolean move(Tx tx, Lease lease, Position position, Instant now) {
        return held(position.bind(tx.sql(MOVE)), lease)
                        .bind("until", now.plus(length))
                        .update()
                == 1;
    }

    /** Ends the lease. @return what failed attempts there are now, also after a change meanwhile; empty when it holds no longer */
    Optional<Failures> fail(Tx tx, Lease lease, String error, Instant now) {
        return held(tx.sql(FAIL), lease)
                .bind("error", error)
                .bind("now", now)
                .find(row -> new Failures(row.integer("attempts"), row.instant("failing_since")));
    }

    void due(Tx tx, UUID webhook, Instant due) {
        tx.sql("UPDATE webhook_progress SET due_at = :due WHERE webhook_id = :webhook")
                .bind("webhook", webhook)
                .bind("due", due)
                .update();
    }

    void release(Tx tx, Lease lease, Instant due) {
        held(tx.sql(RELEASE), lease).bind("due", due).update();
    }

    void catchUp(Tx tx, Instant now) {
        tx.sql(CATCH_UP).bind("now", now).update();
    }

    private static Statement held(Statement statement, Lease lease) {
        return statement.bind("webhook", lease.webhook()).bind("token", lease.token());
    }
}
