package io.toygres.api.audit;

import io.toygres.database.Row;
import io.toygres.database.Statement;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Table {@code audit_log}. */
@ApplicationScoped
class AuditStore {

    private static final String INSERT = """
            INSERT INTO audit_log
                (time, actor, via, credential, address, action, target, project, outcome, code, trace_id)
            VALUES (:time, :actor, :via, :credential, :address, :action, :target, :project, :outcome, :code, :trace)""";

    private static final String SELECT = """
            SELECT id, time, actor, via, credential, address, action, target, project, outcome, code, trace_id
            FROM audit_log
            WHERE time >= :since AND time < :until AND id < :before
              AND (:actor::text IS NULL OR actor = :actor) AND (:action::text IS NULL OR action = :action)
              AND (:project::text IS NULL OR project = :project)
            ORDER BY id DESC LIMIT :limit""";

    /** What to look for; a null asks for nothing. */
    record Query(
            Instant since,
            Instant until,
            @Nullable String actor,
            @Nullable String action,
            @Nullable String project) {}

    Statement inserting(Tx tx, AuditEntry entry) {
        return tx.sql(INSERT)
                .bind("time", entry.time())
                .bind("actor", entry.actor())
                .bind("via", entry.via())
                .bind("credential", entry.credential())
                .bind("address", entry.address())
                .bind("action", entry.action())
                .bind("target", entry.target())
                .bind("project", entry.project())
                .bind("outcome", entry.outcome())
                .bind("code", entry.code())
                .bind("trace", entry.traceId());
    }

    /** Newest first. */
    List<AuditEntry> list(Tx tx, Query query, long before, int limit) {
        return tx.sql(SELECT)
                .bind("since", query.since())
                .bind("until", query.until())
                .bind("before", before)
                .bind("actor", query.actor())
                .bind("action", query.action())
                .bind("project", query.project())
                .bind("limit", limit)
                .list(AuditStore::map);
    }

    void purge(Tx tx, Instant before) {
        tx.sql("DELETE FROM audit_log WHERE time < :before")
                .bind("before", before)
                .update();
    }

    private static AuditEntry map(Row row) {
        return new AuditEntry(
                row.number("id"),
                row.instant("time"),
                row.optionalText("actor").orElse(null),
                row.optionalText("via").orElse(null),
                row.optionalUuid("credential").orElse(null),
                row.optionalText("address").orElse(null),
                row.text("action"),
                row.optionalText("target").orElse(null),
                row.optionalText("project").orElse(null),
                row.text("outcome"),
                row.optionalText("code").orElse(null),
                row.optionalText("trace_id").orElse(null));
    }
}
