package io.toygres.api.cms;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.api.access.Access;
import io.toygres.api.http.Cursor;
import io.toygres.api.http.Page;
import io.toygres.api.http.PageQuery;
import io.toygres.api.http.Sort;
import io.toygres.contract.EncryptedSecret;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageEvent.DatabaseContents;
import io.toygres.contract.ImageId;
import io.toygres.database.DatabaseException;
import io.toygres.database.Statement;
import io.toygres.database.Tx;
import io.toygres.messaging.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Table {@code images}. An image is found here until its data is removed; one that can be undeleted is found, and listed apart. */
@ApplicationScoped
public class ImageStore {

    /** What a list can be sorted by, as a pattern; {@link Sort.Key} has an index for each. */
    public static final String SORTS = "^(-created_at|created_at|name|-name|size_bytes|-size_bytes)$";

    /** What another is answered with. */
    public static final String SORT_REMEDY =
            "Send one of -created_at, created_at, name, -name, size_bytes, -size_bytes.";

    private static final String SELECT = """
            SELECT id, name, project, description, labels::text AS labels, protected, xmin::text AS version,
                   kind, status, instance_id, image_type, postgres_version, storage_size_gb,
                   databases, compare, source_password_encrypted, size_bytes, checksum, server_version, contents::text AS contents, duration_ms,
                   failure_code, failure_detail, missing_objects, missing_since, replaces,
                   deleted_at, deleted_by, purge_at, created_at, available_at
            FROM images""";

    private static final String LIVING = SELECT + " WHERE id = :id AND status <> 'deleted' AND " + Access.CONDITION;

    private static final String INSERT = """
            INSERT INTO images
                (id, name, project, description, labels, kind, status, instance_id, image_type, postgres_version, storage_size_gb,
                 databases, compare, source_password_encrypted, replaces, created_at)
            VALUES (:id, :name, :project, :description, :labels::text::jsonb, :kind, :status, :instance, :type, :version, :storage,
                    :databases, :compare, :password, :replaces::uuid, :now)""";

    private static final String NAME_TAKEN = "images_living_name";

    private static final String AVAILABLE = """
            UPDATE images SET status = 'available', size_bytes = :size, checksum = :checksum,
                server_version = :server_version, contents = :contents::text::jsonb, duration_ms = :duration,
                available_at = :available_at
            WHERE id = :id""";

    private static final String FAILED = """
            UPDATE images SET status = 'failed', source_password_encrypted = NULL, failure_code = :code,
                failure_detail = :detail
            WHERE id = :id""";

    private static final String DESCRIBE = """
            UPDATE images SET description = :description, labels = :labels::text::jsonb, protected = :protected
            WHERE id = :id""";

    private static final String DELETION_FAILED =
            "UPDATE images SET failure_code = :code, failure_detail = :detail WHERE id = :id";

    private static final String DELETING = """
            UPDATE images SET status = 'deleting', source_password_encrypted = NULL, failure_code = NULL,
                failure_detail = NULL
            WHERE id = :id""";

    private static final String FAILED_OF_NAME = SELECT
            + " WHERE project = :project AND name = :name AND status <> 'deleted' AND NOT replaced"
            + " AND status = 'failed' AND NOT protected FOR UPDATE";

    private static final String REPLACED = "UPDATE images SET replaced = true WHERE id = :id";

    private static final String KEEP =
            "UPDATE images SET deleted_at = :at, deleted_by = :by, purge_at = :purge_at WHERE id = :id";

    private static final String UNDELETE =
            "UPDATE images SET deleted_at = NULL, deleted_by = NULL, purge_at = NULL WHERE id = :id";

    private static final String KEPT = "status = 'available' AND deleted_at IS NOT NULL";

    private static final String TO_PURGE =
            SELECT + " WHERE " + KEPT + " AND purge_at <= :now ORDER BY purge_at LIMIT :limit FOR UPDATE SKIP LOCKED";

    private static final String PURGE_ALL =
            "UPDATE images SET purge_at = :now WHERE project = :project AND purge_at > :now AND " + KEPT;

    private static final String HOLD_PROJECT = """
            SELECT name FROM projects
            WHERE name = (SELECT project FROM images WHERE id = :id) AND deleted_at IS NULL FOR KEY SHARE""";

    private static final String DELETED = "UPDATE images SET status = 'deleted' WHERE id = :id";

    /** Does not wait: what follows fails as {@link #isNameTaken} tells when a living image has the name. */
    public void insert(Tx tx, ImageRecord image) {
        EncryptedSecret password = image.password();
        ImageId replaces = image.replaces();
        tx.sql(INSERT)
                .bind("id", image.id().value())
                .bind("name", image.name())
                .bind("project", image.project())
                .bind("description", image.metadata().description())
                .bind("labels", image.metadata().json())
                .bind("kind", image.kind().wireName())
                .bind("status", image.status().wireName())
                .bind("instance", image.source().instanceId().value())
                .bind("type", image.source().imageType().wireName())
                .bind("version", image.source().postgresVersion().toString())
                .bind("storage", image.source().storageSizeGb())
                .bind("databases", image.databases().toArray(String[]::new))
                .bind("compare", image.compare().wireName())
                .bind("password", password == null ? null : password.text())
                .bind("replaces", replaces == null ? null : replaces.value())
                .bind("now", image.createdAt())
                .send();
    }

    /** Whether a transaction failed because a living image has the name that it inserted. */
    public static boolean isNameTaken(DatabaseException failure) {
        return failure.constraint().filter(NAME_TAKEN::equals).isPresent();
    }

    public Optional<ImageRecord> find(Tx tx, Access access, ImageId id) {
        return one(tx, access, LIVING, id);
    }

    /** Reads an image and keeps others from changing it until the transaction ends; they may read it. */
    public Optional<ImageRecord> hold(Tx tx, Access access, ImageId id) {
        return one(tx, access, LIVING + " FOR SHARE", id);
    }

    /** Reads an image for a change: nobody else changes or holds it until the transaction ends. */
    public Optional<ImageRecord> lock(Tx tx, Access access, ImageId id) {
        return one(tx, access, LIVING + " FOR UPDATE", id);
    }

    /** Reads for a change the image that keeps the name although its backup failed; empty when it is protected. */
    public Optional<ImageRecord> lockFailed(Tx tx, String project, String name) {
        return tx.sql(FAILED_OF_NAME)
                .bind("project", project)
                .bind("name", name)
                .find(ImageRow::map);
    }

    /** @param deleted whether to list those that can be undeleted, in place of the others */
    public Page<ImageRecord> page(Tx tx, PageQuery query, boolean deleted) {
        return query.where(deleted ? KEPT : "status <> 'deleted' AND (deleted_at IS NULL OR status <> 'available')")
                .read(tx, SELECT, ImageRow::map, image -> cursor(query.sort(), image));
    }

    public void describe(Tx tx, ImageId id, Metadata metadata) {
        update(tx, DESCRIBE, id)
                .bind("description", metadata.description())
                .bind("labels", metadata.json())
                .bind("protected", metadata.isProtected())
                .update();
    }

    public void available(Tx tx, ImageId id, ImageRecord.Content content) {
        update(tx, AVAILABLE, id)
                .bind("size", content.sizeBytes())
                .bind("checksum", content.checksum())
                .bind("server_version", content.serverVersion())
                .bind("contents", json(content.databases()))
                .bind("duration", content.durationMs())
                .bind("available_at", content.availableAt())
                .send();
    }

    /** The backup failed and is undone. */
    public void failed(Tx tx, ImageId id, Failure failure) {
        bind(update(tx, FAILED, id), failure).send();
    }

    /** The deletion failed: the image stays {@code deleting}, and can be deleted again. */
    public void deletionFailed(Tx tx, ImageId id, Failure failure) {
        bind(update(tx, DELETION_FAILED, id), failure).send();
    }

    /** Also one that can be undeleted, which a trigger keeps from who does not say that its data goes. */
    public void deleting(Tx tx, ImageId id) {
        tx.sql("SELECT set_config('toygres.purges', 'on', true)").send();
        update(tx, DELETING, id).send();
    }

    /** Deletes an image that can be undeleted. */
    public void keep(Tx tx, ImageId id, ImageRecord.Deletion deletion) {
        update(tx, KEEP, id)
                .bind("at", deletion.at())
                .bind("by", deletion.by())
                .bind("purge_at", deletion.purgeAt())
                .update();
    }

    /** Fails as {@link #isNameTaken} tells when another living image has the name. */
    public void undelete(Tx tx, ImageId id) {
        update(tx, UNDELETE, id).update();
    }

    /** Until the transaction ends the image's project is not deleted. @return false when it is */
    public boolean holdProject(Tx tx, ImageId id) {
        return update(tx, HOLD_PROJECT, id).find(row -> row.text("name")).isPresent();
    }

    /** Locks those that can't be undeleted any more; another replica that does so takes others. */
    public List<ImageRecord> takeToPurge(Tx tx, Instant now, int limit) {
        return tx.sql(TO_PURGE).bind("now", now).bind("limit", limit).list(ImageRow::map);
    }

    /** From now on none of the project's deleted images can be undeleted. */
    public void purgeAll(Tx tx, String project, Instant now) {
        tx.sql(PURGE_ALL).bind("project", project).bind("now", now).update();
    }

    /** Frees the name of an image that is {@link #deleting}. */
    public void replaced(Tx tx, ImageId id) {
        update(tx, REPLACED, id).send();
    }

    public void deleted(Tx tx, ImageId id) {
        update(tx, DELETED, id).send();
    }

    private static Statement update(Tx tx, String sql, ImageId id) {
        return tx.sql(sql).bind("id", id.value());
    }

    private static Statement bind(Statement update, Failure failure) {
        return update.bind("code", failure.code().name()).bind("detail", failure.detail());
    }

    private static Optional<ImageRecord> one(Tx tx, Access access, String sql, ImageId id) {
        return access.bind(tx.sql(sql)).bind("id", id.value()).find(ImageRow::map);
    }

    private static Cursor cursor(Sort sort, ImageRecord image) {
        ImageRecord.Content content = image.content();
        Object value =
                switch (sort.key()) {
                    case CREATED_AT -> image.createdAt();
                    case NAME -> image.name();
                    case SIZE_BYTES -> content == null ? -1L : content.sizeBytes();
                    case STORAGE_SIZE_GB -> image.source().storageSizeGb();
                };
        return new Cursor(sort, value, image.id().value());
    }

    private static String json(List<DatabaseContents> databases) {
        try {
            return Json.mapper().writeValueAsString(databases);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("contents have no JSON form", e);
        }
    }
}
