package io.toygres.api.webhook;

import io.toygres.api.event.Position;
import io.toygres.database.Row;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code webhook_progress}: how far each webhook's receiver has been told. Package {@code delivery} leases its rows and moves them on. */
@ApplicationScoped
public class ProgressStore {

    private static final String INSERT = """
            INSERT INTO webhook_progress (webhook_id, xid, id, due_at) VALUES (:webhook, :xid::text::xid8, :id, :now)""";

    private static final String FIND = """
            SELECT webhook_id, xid::text AS xid, id, attempts, failing_since, last_error, due_at FROM webhook_progress
            WHERE webhook_id = ANY (:webhooks)""";

    /** A lease under way is waited for: two must not tell the same receiver. */
    private static final String BEGIN_ANEW = """
            UPDATE webhook_progress SET attempts = 0, failing_since = NULL, last_error = NULL,
                due_at = CASE WHEN leased THEN due_at ELSE :now END
            WHERE webhook_id = :webhook""";

    /** What a lease under way brings about is not counted any more: the new token keeps it out. */
    private static final String GO_TO = """
            UPDATE webhook_progress SET xid = :xid::text::xid8, id = :id, fencing_token = fencing_token + 1 WHERE webhook_id = :webhook""";

    /** How far a webhook is, as users see it. */
    record ProgressRow(
            Position position,
            int attempts,
            @Nullable Instant failingSince,
            @Nullable String lastError,
            Instant dueAt) {}

    void insert(Tx tx, UUID webhook, Position position, Instant now) {
        position.bind(tx.sql(INSERT)).bind("webhook", webhook).bind("now", now).update();
    }

    /** One that was deleted meanwhile is not there. */
    Map<UUID, ProgressRow> find(Tx tx, Collection<UUID> webhooks) {
        Map<UUID, ProgressRow> found = new HashMap<>();
        tx.sql(FIND)
                .bind("webhooks", webhooks.toArray(UUID[]::new))
                .list(row -> found.put(row.uuid("webhook_id"), progress(row)));
        return found;
    }

    /** Keeps others from changing it until the transaction ends; a webhook's row is locked after it, never before. */
    void lock(Tx tx, UUID webhook) {
        tx.sql("SELECT FROM webhook_progress WHERE webhook_id = :webhook FOR UPDATE")
                .bind("webhook", webhook)
                .update();
    }

    /** As if nothing had failed. */
    public void beginAnew(Tx tx, UUID webhook, Instant now) {
        tx.sql(BEGIN_ANEW).bind("webhook", webhook).bind("now", now).update();
    }

    void goTo(Tx tx, UUID webhook, Position position) {
        position.bind(tx.sql(GO_TO)).bind("webhook", webhook).update();
    }

    private static ProgressRow progress(Row row) {
        return new ProgressRow(
                Position.read(row),
                row.integer("attempts"),
                row.optionalInstant("failing_since").orElse(null),
                row.optionalText("last_error").orElse(null),
                row.instant("due_at"));
    }
}
