package io.toygres.api.operation;

import io.toygres.api.page.Cursor;
import io.toygres.api.page.Page;
import io.toygres.api.page.PageQuery;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.Progress;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Table {@code operations}. */
@ApplicationScoped
public class OperationStore {

    private static final String SELECT = """
            SELECT id, type, status, instance_id, image_id, last_sequence, step, message, done_bytes, total_bytes,
                   failure_code, failure_detail, cancel_requested_at, created_at, started_at, finished_at
            FROM operations""";

    private static final String INSERT = """
            INSERT INTO operations
                (id, type, status, instance_id, image_id, command, command_sent_at, created_at)
            VALUES (:id, :type, 'pending', :instance::uuid, :image::uuid, :command::jsonb, :now, :now)""";

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

    private static final String DECIDING_INSTANCE =
            SELECT + " WHERE instance_id = :id AND finished_at IS NULL AND type <> 'create_image'";

    private static final String DECIDING_IMAGE =
            SELECT + " WHERE image_id = :id AND finished_at IS NULL AND type <> 'restore_instance'";

    private static final String BACKUP_OF =
            SELECT + " WHERE instance_id = :id AND finished_at IS NULL AND type = 'create_image' LIMIT 1";

    private static final String RESTORE_OF =
            SELECT + " WHERE image_id = :id AND finished_at IS NULL AND type = 'restore_instance' LIMIT 1";

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

    /** @param command JSON of what starts it, to be sent again until a worker answers */
    void insert(Handle handle, OperationRecord operation, String command) {
        handle.createUpdate(INSERT)
                .bind("id", operation.id().value())
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
                .execute();
    }

    public Optional<OperationRecord> find(Handle handle, OperationId id) {
        return one(handle, SELECT + " WHERE id = :id", id.value());
    }

    /** Reads an operation and keeps others from changing it until the transaction ends. */
    Optional<OperationRecord> lock(Handle handle, OperationId id) {
        return one(handle, SELECT + " WHERE id = :id FOR UPDATE", id.value());
    }

    /** The unfinished operation that creates, restores or deletes the instance. */
    public Optional<OperationRecord> deciding(Handle handle, InstanceId id) {
        return one(handle, DECIDING_INSTANCE, id.value());
    }

    /** The unfinished operation that creates or deletes the image. */
    public Optional<OperationRecord> deciding(Handle handle, ImageId id) {
        return one(handle, DECIDING_IMAGE, id.value());
    }

    /** An unfinished backup that reads the instance. */
    public Optional<OperationRecord> backupOf(Handle handle, InstanceId id) {
        return one(handle, BACKUP_OF, id.value());
    }

    /** An unfinished restore that needs the image. */
    public Optional<OperationRecord> restoreOf(Handle handle, ImageId id) {
        return one(handle, RESTORE_OF, id.value());
    }

    /** The last lines of the Job that made the operation fail; no list shows them, so no record carries them. */
    Optional<String> failureLog(Handle handle, OperationId id) {
        return text(handle, LOG_OF, id.value());
    }

    /** The same of the last operation on the instance that failed with a Job. */
    public Optional<String> failureLog(Handle handle, InstanceId id) {
        return text(handle, LOG_OF_INSTANCE, id.value());
    }

    /** The same of the last operation on the image that failed with a Job. */
    public Optional<String> failureLog(Handle handle, ImageId id) {
        return text(handle, LOG_OF_IMAGE, id.value());
    }

    Page<OperationRecord> page(Handle handle, PageQuery query) {
        return query.read(
                handle,
                SELECT,
                OperationStore::map,
                operation -> new Cursor(operation.createdAt(), operation.id().value()));
    }

    /** Notes progress, and that a worker has the command. */
    void running(Handle handle, OperationId id, long sequence, Instant time, Progress progress) {
        handle.createUpdate(RUNNING)
                .bind("id", id.value())
                .bind("sequence", sequence)
                .bind("time", time)
                .bind("step", progress.step())
                .bind("message", progress.message())
                .bind("done", progress.doneBytes())
                .bind("total", progress.totalBytes())
                .execute();
    }

    void finished(
            Handle handle,
            OperationId id,
            long sequence,
            Instant time,
            OperationStatus status,
            @Nullable Failure failure) {
        handle.createUpdate(FINISHED)
                .bind("id", id.value())
                .bind("sequence", sequence)
                .bind("time", time)
                .bind("status", status.wireName())
                .bind("code", failure == null ? null : failure.code().name())
                .bind("detail", failure == null ? null : failure.detail())
                .bind("log", failure == null ? null : failure.logTail())
                .execute();
    }

    /** Notes that no worker has taken the operation yet. */
    void untaken(Handle handle, OperationId id, Progress progress) {
        handle.createUpdate(UNTAKEN)
                .bind("id", id.value())
                .bind("step", progress.step())
                .bind("message", progress.message())
                .execute();
    }

    /** Notes the request to end its undo, and that the command is on its way. @return false when that was asked before */
    boolean abandonRequested(Handle handle, OperationId id, Instant now) {
        return handle.createUpdate(ABANDON)
                        .bind("id", id.value())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** Notes the request, and that its command is on its way. */
    void cancelRequested(Handle handle, OperationId id, Instant now) {
        handle.createUpdate("UPDATE operations SET cancel_requested_at = :now, cancel_sent_at = :now WHERE id = :id")
                .bind("id", id.value())
                .bind("now", now)
                .execute();
    }

    private static Optional<String> text(Handle handle, String sql, UUID id) {
        return handle.createQuery(sql).bind("id", id).mapTo(String.class).findOne();
    }

    private static Optional<OperationRecord> one(Handle handle, String sql, UUID id) {
        return handle.createQuery(sql).bind("id", id).map(OperationStore::map).findOne();
    }

    private static OperationRecord map(ResultSet row, StatementContext context) throws SQLException {
        UUID instance = row.getObject("instance_id", UUID.class);
        UUID image = row.getObject("image_id", UUID.class);
        return new OperationRecord(
                new OperationId(row.getObject("id", UUID.class)),
                type(row),
                OperationStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                instance == null ? null : new InstanceId(instance),
                image == null ? null : new ImageId(image),
                row.getLong("last_sequence"),
                progress(row),
                FailureColumns.read(row),
                instant(row, "cancel_requested_at"),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "started_at"),
                instant(row, "finished_at"));
    }

    static OperationType type(ResultSet row) throws SQLException {
        return OperationType.valueOf(row.getString("type").toUpperCase(Locale.ROOT));
    }

    private static @Nullable Progress progress(ResultSet row) throws SQLException {
        String step = row.getString("step");
        return step == null
                ? null
                : new Progress(
                        step,
                        row.getString("message"),
                        row.getObject("done_bytes", Long.class),
                        row.getObject("total_bytes", Long.class));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
