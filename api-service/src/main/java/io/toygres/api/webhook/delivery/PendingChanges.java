package io.toygres.api.webhook.delivery;

import io.toygres.api.event.ChangeStore;
import io.toygres.api.event.Position;
import io.toygres.api.webhook.Webhook;
import io.toygres.database.Row;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What a webhook's receiver is to be told next: the changes of its project in table {@code changes}, or that some of them are gone. */
@ApplicationScoped
class PendingChanges {

    /** At a time, so that those which are not for the webhook cost no more than this either. */
    private static final int WINDOW = 100;

    /** An operation has the labels of its instance and its image. All labels are those of now. */
    private static final String NEXT = """
            SELECT xid::text AS xid, id, kind, subject::text AS subject,
                   (cardinality(:types::text[]) = 0 OR kind = ANY (:types) OR kind || '.' || (subject ->> 'status') = ANY (:types))
                   AND (:labels::text::jsonb = '{}' OR CASE kind
                       WHEN 'instance' THEN EXISTS (SELECT FROM instances i
                           WHERE i.id = (subject ->> 'id')::uuid AND i.labels @> :labels::text::jsonb)
                       WHEN 'image' THEN EXISTS (SELECT FROM images i
                           WHERE i.id = (subject ->> 'id')::uuid AND i.labels @> :labels::text::jsonb)
                       ELSE EXISTS (SELECT FROM instances i
                               WHERE i.id = (subject ->> 'instance_id')::uuid AND i.labels @> :labels::text::jsonb)
                           OR EXISTS (SELECT FROM images i
                               WHERE i.id = (subject ->> 'image_id')::uuid AND i.labels @> :labels::text::jsonb)
                       END) AS wanted
            FROM (SELECT xid, id, kind, subject FROM changes
                  WHERE project = :project AND (xid, id) > (:xid::text::xid8, :id)
                        AND xid < pg_snapshot_xmin(pg_current_snapshot())
                  ORDER BY xid, id LIMIT :limit) AS following
            ORDER BY following.xid, following.id""";

    /** @param event empty when the webhook is not to be told of this change */
    record Pending(Position position, Optional<OutgoingEvent> event) {}

    private final ChangeStore changes;
    private final Clock clock;

    PendingChanges(ChangeStore changes, Clock clock) {
        this.changes = changes;
        this.clock = clock;
    }

    /** The next ones, oldest first; empty when there are none. */
    List<Pending> after(Tx tx, Webhook webhook, Position position) {
        Position removed = changes.removed(tx);
        Position now = changes.now(tx);
        if (position.isAfter(now)) {
            // Of another database, of which this one is a copy: where that was is not known here.
            return List.of(reset(webhook, now));
        }
        return removed.isAfter(position) ? List.of(reset(webhook, removed)) : read(tx, webhook, position);
    }

    private Pending reset(Webhook webhook, Position position) {
        return new Pending(position, Optional.of(OutgoingEvent.reset(position, webhook, clock.instant())));
    }

    private static List<Pending> read(Tx tx, Webhook webhook, Position position) {
        return position.bind(tx.sql(NEXT))
                .bind("types", webhook.types().toArray(String[]::new))
                .bind("labels", webhook.labelsJson())
                .bind("project", webhook.project())
                .bind("limit", WINDOW)
                .list(row -> pending(row, webhook));
    }

    private static Pending pending(Row row, Webhook webhook) {
        Position position = Position.read(row);
        return new Pending(
                position,
                row.flag("wanted")
                        ? Optional.of(OutgoingEvent.ofChange(
                                position, webhook.project(), row.text("kind"), row.text("subject")))
                        : Optional.empty());
    }
}
