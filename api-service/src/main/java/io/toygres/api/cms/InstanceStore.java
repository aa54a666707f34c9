package io.toygres.api.cms;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.api.access.Access;
import io.toygres.api.http.Cursor;
import io.toygres.api.http.Page;
import io.toygres.api.http.PageQuery;
import io.toygres.api.http.Sort;
import io.toygres.api.operation.FailureColumns;
import io.toygres.api.reconciliation.Note;
import io.toygres.contract.EncryptedSecret;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceId;
import io.toygres.contract.PostgresVersion;
import io.toygres.contract.RestoreReport;
import io.toygres.database.DatabaseException;
import io.toygres.database.Row;
import io.toygres.database.Statement;
import io.toygres.database.Tx;
import io.toygres.messaging.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Table {@code instances}. A deleted instance is not found here any more. */
@ApplicationScoped
public class InstanceStore {

    /** What a list can be sorted by, as a pattern; there is an index for each. */
    public static final String SORTS = "^(-created_at|created_at|name|-name|storage_size_gb|-storage_size_gb)$";

    /** What another is answered with. */
    public static final String SORT_REMEDY =
            "Send one of -created_at, created_at, name, -name, storage_size_gb, -storage_size_gb.";

    private static final String SELECT = """
            SELECT id, name, project, description, labels::text AS labels, protected, xmin::text AS version, status, image_type, postgres_version, storage_size_gb, internal, dns_label, allowed_cidrs,
                   source_image_id, password_encrypted, host, port, address, tls, failure_code, failure_detail, missing_objects,
                   missing_since, restore_report::text, replaces, created_at, updated_at
            FROM instances""";

    private static final String LIVING = SELECT + " WHERE id = :id AND status <> 'deleted' AND " + Access.CONDITION;

    private static final String INSERT = """
            INSERT INTO instances
                (id, name, project, description, labels, status, image_type, postgres_version, storage_size_gb, internal, dns_label, allowed_cidrs,
                 source_image_id, password_encrypted, replaces, created_at, updated_at)
            VALUES (:id, :name, :project, :description, :labels::text::jsonb, :status, :type, :version, :storage, :internal, :label, :cidrs, :source::uuid, :password, :replaces::uuid, :now,
                :now)
            ON CONFLICT DO NOTHING""";

    private static final String PROJECT = "instances_project_fkey";

    private static final String NAME_TAKEN =
            "SELECT EXISTS (SELECT FROM instances WHERE project = :project AND name = :name AND status <> 'deleted' AND NOT replaced)";

    private static final String RUNNING = """
            UPDATE instances SET status = 'running', host = :host, port = :port, address = :address, tls = :tls,
                restore_report = :report::text::jsonb, updated_at = :now
            WHERE id = :id""";

    private static final String FAILED = """
            UPDATE instances SET status = 'failed', password_encrypted = NULL, failure_code = :code,
                failure_detail = :detail, updated_at = :now
            WHERE id = :id""";

    private static final String DESCRIBE = """
            UPDATE instances SET description = :description, labels = :labels::text::jsonb, protected = :protected,
                updated_at = :now
            WHERE id = :id""";

    private static final String DELETION_FAILED = """
            UPDATE instances SET failure_code = :code, failure_detail = :detail, updated_at = :now WHERE id = :id""";

    private static final String DELETING = """
            UPDATE instances SET status = 'deleting', password_encrypted = NULL, failure_code = NULL,
                failure_detail = NULL, updated_at = :now
            WHERE id = :id""";

    private static final String FAILED_OF_NAME = SELECT
            + " WHERE project = :project AND name = :name AND status <> 'deleted' AND NOT replaced"
            + " AND status = 'failed' AND NOT protected FOR UPDATE";

    private static final String REPLACED = "UPDATE instances SET replaced = true WHERE id = :id";

    private static final String DELETED = "UPDATE instances SET status = 'deleted', updated_at = :now WHERE id = :id";

    /** @return false when the name or the DNS label is taken by a living instance */
    public boolean insert(Tx tx, InstanceRecord instance) {
        InstanceSpec spec = instance.spec();
        ImageId source = instance.sourceImageId();
        EncryptedSecret password = instance.password();
        InstanceId replaces = instance.replaces();
        return tx.sql(INSERT)
                        .bind("id", spec.instanceId().value())
                        .bind("name", spec.name())
                        .bind("project", instance.project())
                        .bind("description", instance.metadata().description())
                        .bind("labels", instance.metadata().json())
                        .bind("status", instance.status().wireName())
                        .bind("type", spec.imageType().wireName())
                        .bind("version", spec.postgresVersion().toString())
                        .bind("storage", spec.storageSizeGb())
                        .bind("internal", spec.internal())
                        .bind("label", spec.dnsLabel())
                        .bind("cidrs", spec.sourceRanges().toArray(String[]::new))
                        .bind("source", source == null ? null : source.value())
                        .bind("password", password == null ? null : password.text())
                        .bind("replaces", replaces == null ? null : replaces.value())
                        .bind("now", instance.createdAt())
                        .update()
                == 1;
    }

    /** Whether an insertion failed because there is no project of that name. */
    public static boolean isProjectUnknown(DatabaseException failure) {
        return failure.constraint().filter(PROJECT::equals).isPresent();
    }

    public boolean isNameTaken(Tx tx, String project, String name) {
        return tx.sql(NAME_TAKEN).bind("project", project).bind("name", name).one(row -> row.flag("exists"));
    }

    public Optional<InstanceRecord> find(Tx tx, Access access, InstanceId id) {
        return one(tx, access, LIVING, id);
    }

    /** Reads an instance and keeps others from changing it until the transaction ends; they may read it. */
    public Optional<InstanceRecord> hold(Tx tx, Access access, InstanceId id) {
        return one(tx, access, LIVING + " FOR SHARE", id);
    }

    /** Reads an instance for a change: nobody else changes or holds it until the transaction ends. */
    public Optional<InstanceRecord> lock(Tx tx, Access access, InstanceId id) {
        return one(tx, access, LIVING + " FOR UPDATE", id);
    }

    /** Reads for a change the instance that keeps the name although its creation failed; empty when it is protected. */
    public Optional<InstanceRecord> lockFailed(Tx tx, String project, String name) {
        return tx.sql(FAILED_OF_NAME)
                .bind("project", project)
                .bind("name", name)
                .find(InstanceStore::map);
    }

    public Page<InstanceRecord> page(Tx tx, PageQuery query) {
        return query.where("status <> 'deleted'")
                .read(tx, SELECT, InstanceStore::map, instance -> cursor(query.sort(), instance));
    }

    public void describe(Tx tx, InstanceId id, Metadata metadata, Instant now) {
        update(tx, DESCRIBE, id, now)
                .bind("description", metadata.description())
                .bind("labels", metadata.json())
                .bind("protected", metadata.isProtected())
                .update();
    }

    public void running(
            Tx tx, InstanceId id, InstanceRecord.Address reached, @Nullable RestoreReport report, Instant now) {
        update(tx, RUNNING, id, now)
                .bind("host", reached.host())
                .bind("port", reached.port())
                .bind("address", reached.address())
                .bind("tls", reached.tls())
                .bind("report", json(report))
                .send();
    }

    /** The creation failed and is undone. */
    public void failed(Tx tx, InstanceId id, Failure failure, Instant now) {
        bind(update(tx, FAILED, id, now), failure).send();
    }

    /** The deletion failed: the instance stays {@code deleting}, and can be deleted again. */
    public void deletionFailed(Tx tx, InstanceId id, Failure failure, Instant now) {
        bind(update(tx, DELETION_FAILED, id, now), failure).send();
    }

    public void deleting(Tx tx, InstanceId id, Instant now) {
        update(tx, DELETING, id, now).send();
    }

    /** Frees the name and the DNS label of an instance that is {@link #deleting}. */
    public void replaced(Tx tx, InstanceId id) {
        tx.sql(REPLACED).bind("id", id.value()).send();
    }

    public void deleted(Tx tx, InstanceId id, Instant now) {
        update(tx, DELETED, id, now).send();
    }

    private static Statement update(Tx tx, String sql, InstanceId id, Instant now) {
        return tx.sql(sql).bind("id", id.value()).bind("now", now);
    }

    private static Statement bind(Statement update, Failure failure) {
        return update.bind("code", failure.code().name()).bind("detail", failure.detail());
    }

    private static Optional<InstanceRecord> one(Tx tx, Access access, String sql, InstanceId id) {
        return access.bind(tx.sql(sql)).bind("id", id.value()).find(InstanceStore::map);
    }

    private static Cursor cursor(Sort sort, InstanceRecord instance) {
        Object value =
                switch (sort.key()) {
                    case CREATED_AT -> instance.createdAt();
                    case NAME -> instance.spec().name();
                    case STORAGE_SIZE_GB -> instance.spec().storageSizeGb();
                    case SIZE_BYTES -> throw new IllegalArgumentException("an instance has no size_bytes");
                };
        return new Cursor(sort, value, instance.id().value());
    }

    private static InstanceRecord map(Row row) {
        return new InstanceRecord(
                spec(row),
                row.text("project"),
                Metadata.read(row),
                InstanceStatus.valueOf(row.text("status").toUpperCase(Locale.ROOT)),
                row.optionalUuid("source_image_id").map(ImageId::new).orElse(null),
                row.optionalText("password_encrypted").map(EncryptedSecret::new).orElse(null),
                address(row).orElse(null),
                FailureColumns.read(row).orElse(null),
                Note.read(row).orElse(null),
                row.optionalText("restore_report").map(InstanceStore::report).orElse(null),
                row.optionalUuid("replaces").map(InstanceId::new).orElse(null),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.text("version"));
    }

    private static @Nullable String json(@Nullable RestoreReport report) {
        try {
            return report == null ? null : Json.mapper().writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a restore's report has no JSON form", e);
        }
    }

    private static RestoreReport report(String json) {
        try {
            return Json.mapper().readValue(json, RestoreReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a restore's report cannot be read", e);
        }
    }

    private static InstanceSpec spec(Row row) {
        return new InstanceSpec(
                new InstanceId(row.uuid("id")),
                row.text("name"),
                ImageType.parse(row.text("image_type")),
                PostgresVersion.parse(row.text("postgres_version")),
                row.integer("storage_size_gb"),
                row.flag("internal"),
                row.optionalText("dns_label").orElse(null),
                row.texts("allowed_cidrs"));
    }

    private static Optional<InstanceRecord.Address> address(Row row) {
        return row.optionalText("host")
                .map(host -> new InstanceRecord.Address(
                        host, row.integer("port"), row.optionalText("address").orElse(null), row.flag("tls")));
    }
}
