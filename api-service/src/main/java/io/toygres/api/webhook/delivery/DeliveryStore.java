package io.toygres.api.webhook.delivery;

import io.toygres.api.access.Access;
import io.toygres.api.http.Cursor;
import io.toygres.api.http.Page;
import io.toygres.api.http.PageQuery;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code webhook_deliveries}. */
@ApplicationScoped
class DeliveryStore {

    private static final String SELECT = """
            SELECT id, event_id, type, attempt, status, error, duration_ms, created_at FROM webhook_deliveries""";

    private static final String INSERT = """
            INSERT INTO webhook_deliveries (id, webhook_id, event_id, type, attempt, status, error, duration_ms, created_at)
            VALUES (:id, :webhook, :event, :type, :attempt, :status::integer, :error, :duration, :now)""";

    private static final String PURGE = """
            DELETE FROM webhook_deliveries WHERE id = ANY (ARRAY(
                SELECT id FROM webhook_deliveries WHERE created_at < :before LIMIT :limit FOR UPDATE SKIP LOCKED))""";

    void insert(Tx tx, UUID webhook, Delivery delivery) {
        tx.sql(INSERT)
                .bind("id", delivery.id())
                .bind("webhook", webhook)
                .bind("event", delivery.eventId())
                .bind("type", delivery.type())
                .bind("attempt", delivery.attempt())
                .bind("status", delivery.status())
                .bind("error", delivery.error())
                .bind("duration", delivery.durationMs())
                .bind("now", delivery.createdAt())
                .update();
    }

    /** Newest first. */
    Page<Delivery> page(Tx tx, UUID webhook, int limit, @Nullable String cursor) {
        return new PageQuery(Access.EVERYTHING, limit, cursor)
                .filter("webhook_id", webhook)
                .read(
                        tx,
                        SELECT,
                        row -> new Delivery(
                                row.uuid("id"),
                                row.text("event_id"),
                                row.text("type"),
                                row.integer("attempt"),
                                row.optionalText("error").isEmpty(),
                                row.optionalNumber("status")
                                        .map(Math::toIntExact)
                                        .orElse(null),
                                row.optionalText("error").orElse(null),
                                row.number("duration_ms"),
                                row.instant("created_at")),
                        delivery -> Cursor.newest(delivery.createdAt(), delivery.id()));
    }

    /** At most so many of them; another replica takes others. @return how many */
    long purge(Tx tx, Instant before, int limit) {
        return tx.sql(PURGE).bind("before", before).bind("limit", limit).update();
    }
}
