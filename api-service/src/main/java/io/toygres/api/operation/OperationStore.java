package io.toygres.api.operation;

import io.toygres.api.access.Access;
import io.toygres.api.access.Caller;
import io.toygres.api.http.Cursor;
import io.toygres.api.http.Page;
import io.toygres.api.http.PageQuery;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.Progress;
import io.toygres.database.Row;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code operations}. */
@ApplicationScoped
public class OperationStore {

    /** What a list can be sorted by, as a pattern. */
    static final String SORTS = "^(-created_at|created_at)$";

    /** What another is answered with. */
    static final String SORT_REMEDY = "Send one of -created_at, created_at.";

    /** Keeps the operations that decide about an instance or image with these labels. */
    static final String LABELLED = """
            subject = ANY (ARRAY(SELECT id FROM instances WHERE labels @> :labels::text::jsonb AND %1$s
                                 UNION ALL SELECT id FROM images WHERE labels @> :labels::text::jsonb AND %1$s))""".formatted(Access.CONDITION);

    private static final String SELECT = """
            SELECT id, project, type, status, instance_id, image_id, last_sequence, step, message, done_bytes, total_bytes,
                   failure_code, failure_detail, cancel_requested_at, created_at, started_at, finished_at,
                   resource_name, requested_by, requested_via, requested_token, xmin::text AS version
            FROM operations""";

    private static final String INSERT = """
            INSERT INTO operations
                (id, project, type, status, instance_id, image_id, command, command_sent_at, created_at,
                 requested_by, requested_via, requested_token)
            VALUES (:id, :project, :type, 'pending', :instance::uuid, :image::uuid, :command::text::jsonb, :now, :now,
                    :requested_by, :requested_via, (SELECT name FROM tokens WHERE id = :credential::uuid))""";

    private static final String RUNNING = """
            UPDATE operations
            SET status = 'running', started_at = coalesce(started_at, :time), last_sequence = :sequence, step = :step,
                message = :message, done_bytes = :done, total_bytes = :total,
                command = NULL, command_sent_at = NULL, quiet_since = now()
            WHERE id = :id""";

    private static final String UNTAKEN = """
            UPDATE operations SET step = :step, message = :message WHERE id = :id AND status = 'pending'""";

    private static final String ABANDON = """
            UPDATE operations
            SET cancel_requested_at = coalesce(cancel_requested_at, :now), cancel_sent_at = :now, abandon_requested_at = :now
            WHERE id = :id AND abandon_requested_at IS NULL""";

    private static final String FINISHED = """
            UPDATE operations
            SET status = :status, started_at = coalesce(started_at, :time), finished_at = :time,
                last_sequence = :sequence, failure_code = :code, failure_detail = :detail, failure_log = :log,
                command = NULL, command_sent_at = NULL, cancel_sent_at = NULL
            WHERE id = :id""";

    private static final String REACHED = " WHERE id = :id AND " + Access.CONDITION;

    private static final String DECIDING_INSTANCE =
            SELECT + " WHERE instance_id = :id AND finished_at IS NULL AND type <> 'create_image'";

    private static final String DECIDING_IMAGE =
            SELECT + " WHERE image_id = :id AND finished_at IS NULL AND type <> 'restore_instance'";

    private static final String BACKUP_OF =
            SELECT + " WHERE instance_id = :id AND finished_at IS NULL AND type = 'create_image' LIMIT 1";

    private static final String RESTORE_OF =
            SELECT + " WHERE image_id = :id AND finished_at IS NULL AND type = 'restore_instance' LIMIT 1";

    private static final String LAST_DELETION =
            "SELECT id FROM operations WHERE image_id = :id AND type = 'delete_image' ORDER BY created_at DESC LIMIT 1";

    private static final String LOG_OF =
            "SELECT failure_log FROM operations WHERE id = :id AND failure_log IS NOT NULL";

    private static final String LOG_OF_INSTANCE = """
            SELECT failure_log FROM operations
            WHERE instance_id = :id AND type <> 'create_image' AND failure_log IS NOT NULL
            ORDER BY created_at DESC LIMIT 1""";

    private static final String LOG_OF_IMAGE = """
            SELECT failure_log FROM operations
            WHERE image_id = :id AND type <> 'restore_instance' AND failure_log IS NOT NULL
            ORDER BY created_at DESC LIMIT 1""";

    /**
     * @param caller who asks; empty for the service itself
     * @param command JSON of what starts it, to be sent again until a worker answers
     */
    void insert(Tx tx, OperationRecord operation, Optional<Caller> caller, String command) {
        Requester requester = Requester.of(caller);
        tx.sql(INSERT)
                .bind("requested_by", requester.name())
                .bind("requested_via", requester.via().wireName())
                .bind("credential", caller.map(Caller::credential).orElse(null))
                .bind("id", operation.id().value())
                .bind("project", operation.project())
                .bind("type", operation.type().wireName())
                .bind(
                        "instance",
                        operation.instanceId() == null
                                ? null
                                : operation.instanceId().value())
                .bind(
                        "image",
                        operation.imageId() == null ? null : operation.imageId().value())
                .bind("command", command)
                .bind("now", operation.createdAt())
                .send();
    }

    public Optional<OperationRecord> find(Tx tx, Access access, OperationId id) {
        return reached(tx, access, SELECT + REACHED, id);
    }

    /** Reads an operation and keeps others from changing it until the transaction ends. */
    Optional<OperationRecord> lock(Tx tx, Access access, OperationId id) {
        return reached(tx, access, SELECT + REACHED + " FOR UPDATE", id);
    }

    /** The unfinished operation that creates, restores or deletes the instance. */
    public Optional<OperationRecord> deciding(Tx tx, InstanceId id) {
        return one(tx, DECIDING_INSTANCE, id.value());
    }

    /** The unfinished operation that creates or deletes the image. */
    public Optional<OperationRecord> deciding(Tx tx, ImageId id) {
        return one(tx, DECIDING_IMAGE, id.value());
    }

    /** An unfinished backup that reads the instance. */
    public Optional<OperationRecord> backupOf(Tx tx, InstanceId id) {
        return one(tx, BACKUP_OF, id.value());
    }

    /** An unfinished restore that needs the image. */
    public Optional<OperationRecord> restoreOf(Tx tx, ImageId id) {
        return one(tx, RESTORE_OF, id.value());
    }

    /** The latest operation that deletes, or has deleted, an image that is deleted. */
    public OperationId lastDeletion(Tx tx, ImageId id) {
        return tx.sql(LAST_DELETION).bind("id", id.value()).one(row -> new OperationId(row.uuid("id")));
    }

    /** The last lines of the Job or pod that made the operation fail; no list shows them, so no record carries them. */
    Optional<String> failureLog(Tx tx, OperationId id) {
        return text(tx, LOG_OF, id.value());
    }

    /** The same of the last operation on the instance that failed with a Job. */
    public Optional<String> failureLog(Tx tx, InstanceId id) {
        return text(tx, LOG_OF_INSTANCE, id.value());
    }

    /** The same of the last operation on the image that failed with a Job. */
    public Optional<String> failureLog(Tx tx, ImageId id) {
        return text(tx, LOG_OF_IMAGE, id.value());
    }

    Page<OperationRecord> page(Tx tx, PageQuery query) {
        return query.read(
                tx,
                SELECT,
                OperationStore::map,
                operation -> new Cursor(
                        query.sort(), operation.createdAt(), operation.id().value()));
    }

    /** Notes progress, and that a worker has the command. */
    void running(Tx tx, OperationId id, long sequence, Instant time, Progress progress) {
        tx.sql(RUNNING)
                .bind("id", id.value())
                .bind("sequence", sequence)
                .bind("time", time)
                .bind("step", progress.step())
                .bind("message", progress.message())
                .bind("done", progress.doneBytes())
                .bind("total", progress.totalBytes())
                .send();
    }

    void finished(
            Tx tx, OperationId id, long sequence, Instant time, OperationStatus status, @Nullable Failure failure) {
        tx.sql(FINISHED)
                .bind("id", id.value())
                .bind("sequence", sequence)
                .bind("time", time)
                .bind("status", status.wireName())
                .bind("code", failure == null ? null : failure.code().name())
                .bind("detail", failure == null ? null : failure.detail())
                .bind("log", failure == null ? null : failure.logTail())
                .send();
    }

    /** Notes that no worker has taken the operation yet. */
    void untaken(Tx tx, OperationId id, Progress progress) {
        tx.sql(UNTAKEN)
                .bind("id", id.value())
                .bind("step", progress.step())
                .bind("message", progress.message())
                .update();
    }

    /** Notes the request to end its undo, and that the command is on its way. @return false when that was asked before */
    boolean abandonRequested(Tx tx, OperationId id, Instant now) {
        return tx.sql(ABANDON).bind("id", id.value()).bind("now", now).update() == 1;
    }

    /** Notes the request, and that its command is on its way. */
    void cancelRequested(Tx tx, OperationId id, Instant now) {
        tx.sql("UPDATE operations SET cancel_requested_at = :now, cancel_sent_at = :now WHERE id = :id")
                .bind("id", id.value())
                .bind("now", now)
                .send();
    }

    private static Optional<String> text(Tx tx, String sql, UUID id) {
        return tx.sql(sql).bind("id", id).find(row -> row.text("failure_log"));
    }

    private static Optional<OperationRecord> reached(Tx tx, Access access, String sql, OperationId id) {
        return access.bind(tx.sql(sql)).bind("id", id.value()).find(OperationStore::map);
    }

    private static Optional<OperationRecord> one(Tx tx, String sql, UUID id) {
        return tx.sql(sql).bind("id", id).find(OperationStore::map);
    }

    private static OperationRecord map(Row row) {
        return new OperationRecord(
                new OperationId(row.uuid("id")),
                row.text("project"),
                type(row),
                OperationStatus.valueOf(row.text("status").toUpperCase(Locale.ROOT)),
                row.optionalUuid("instance_id").map(InstanceId::new).orElse(null),
                row.optionalUuid("image_id").map(ImageId::new).orElse(null),
                row.number("last_sequence"),
                progress(row).orElse(null),
                FailureColumns.read(row).orElse(null),
                row.optionalInstant("cancel_requested_at").orElse(null),
                row.instant("created_at"),
                row.optionalInstant("started_at").orElse(null),
                row.optionalInstant("finished_at").orElse(null),
                new OperationRecord.Stored(
                        row.text("resource_name"),
                        Requester.read(row, "requested").orElse(null),
                        row.text("version")));
    }

    static OperationType type(Row row) {
        return OperationType.valueOf(row.text("type").toUpperCase(Locale.ROOT));
    }

    private static Optional<Progress> progress(Row row) {
        return row.optionalText("step")
                .map(step -> new Progress(
                        step,
                        row.text("message"),
                        row.optionalNumber("done_bytes").orElse(null),
                        row.optionalNumber("total_bytes").orElse(null)));
    }
}
