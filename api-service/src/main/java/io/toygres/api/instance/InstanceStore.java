package io.toygres.api.instance;

import io.toygres.api.operation.FailureColumns;
import io.toygres.api.page.Cursor;
import io.toygres.api.page.Page;
import io.toygres.api.page.PageQuery;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceId;
import io.toygres.contract.PostgresVersion;
import io.toygres.secret.EncryptedSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Table {@code instances}. A deleted instance is not found here any more. */
@ApplicationScoped
public class InstanceStore {

    private static final String SELECT = """
            SELECT id, name, status, image_type, postgres_version, storage_size_gb, internal, dns_label, source_image_id,
                   password_encrypted, host, port, failure_code, failure_detail, created_at, updated_at
            FROM instances""";

    private static final String LIVING = SELECT + " WHERE id = :id AND status <> 'deleted'";

    private static final String INSERT = """
            INSERT INTO instances
                (id, name, status, image_type, postgres_version, storage_size_gb, internal, dns_label, source_image_id,
                 password_encrypted, created_at, updated_at)
            VALUES (:id, :name, :status, :type, :version, :storage, :internal, :label, :source::uuid, :password, :now, :now)
            ON CONFLICT DO NOTHING""";

    private static final String NAME_TAKEN =
            "SELECT EXISTS (SELECT FROM instances WHERE name = :name AND status <> 'deleted')";

    private static final String RUNNING = """
            UPDATE instances SET status = 'running', host = :host, port = :port, updated_at = :now WHERE id = :id""";

    private static final String FAILED = """
            UPDATE instances SET status = 'failed', password_encrypted = NULL, failure_code = :code,
                failure_detail = :detail, updated_at = :now
            WHERE id = :id""";

    private static final String DELETION_FAILED = """
            UPDATE instances SET failure_code = :code, failure_detail = :detail, updated_at = :now WHERE id = :id""";

    private static final String DELETING = """
            UPDATE instances SET status = 'deleting', password_encrypted = NULL, failure_code = NULL,
                failure_detail = NULL, updated_at = :now
            WHERE id = :id""";

    private static final String DELETED = "UPDATE instances SET status = 'deleted', updated_at = :now WHERE id = :id";

    /** @return false when the name or the DNS label is taken by a living instance */
    public boolean insert(Handle handle, InstanceRecord instance) {
        InstanceSpec spec = instance.spec();
        ImageId source = instance.sourceImageId();
        EncryptedSecret password = instance.password();
        return handle.createUpdate(INSERT)
                        .bind("id", spec.instanceId().value())
                        .bind("name", spec.name())
                        .bind("status", instance.status().wireName())
                        .bind("type", spec.imageType().wireName())
                        .bind("version", spec.postgresVersion().toString())
                        .bind("storage", spec.storageSizeGb())
                        .bind("internal", spec.internal())
                        .bind("label", spec.dnsLabel())
                        .bind("source", source == null ? null : source.value())
                        .bind("password", password == null ? null : password.text())
                        .bind("now", instance.createdAt())
                        .execute()
                == 1;
    }

    public boolean isNameTaken(Handle handle, String name) {
        return handle.createQuery(NAME_TAKEN)
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
    }

    Optional<InstanceRecord> find(Handle handle, InstanceId id) {
        return one(handle, LIVING, id);
    }

    /** Reads an instance and keeps others from changing it until the transaction ends; they may read it. */
    public Optional<InstanceRecord> hold(Handle handle, InstanceId id) {
        return one(handle, LIVING + " FOR SHARE", id);
    }

    /** Reads an instance for a change: nobody else changes or holds it until the transaction ends. */
    Optional<InstanceRecord> lock(Handle handle, InstanceId id) {
        return one(handle, LIVING + " FOR UPDATE", id);
    }

    Page<InstanceRecord> page(Handle handle, PageQuery query) {
        return query.where("status <> 'deleted'").read(handle, SELECT, InstanceStore::map, InstanceStore::cursor);
    }

    void running(Handle handle, InstanceId id, String host, int port, Instant now) {
        update(handle, RUNNING, id, now).bind("host", host).bind("port", port).execute();
    }

    /** The creation failed and is undone. */
    void failed(Handle handle, InstanceId id, Failure failure, Instant now) {
        bind(update(handle, FAILED, id, now), failure).execute();
    }

    /** The deletion failed: the instance stays {@code deleting}, and can be deleted again. */
    void deletionFailed(Handle handle, InstanceId id, Failure failure, Instant now) {
        bind(update(handle, DELETION_FAILED, id, now), failure).execute();
    }

    void deleting(Handle handle, InstanceId id, Instant now) {
        update(handle, DELETING, id, now).execute();
    }

    void deleted(Handle handle, InstanceId id, Instant now) {
        update(handle, DELETED, id, now).execute();
    }

    private static Update update(Handle handle, String sql, InstanceId id, Instant now) {
        return handle.createUpdate(sql).bind("id", id.value()).bind("now", now);
    }

    private static Update bind(Update update, Failure failure) {
        return update.bind("code", failure.code().name()).bind("detail", failure.detail());
    }

    private static Optional<InstanceRecord> one(Handle handle, String sql, InstanceId id) {
        return handle.createQuery(sql)
                .bind("id", id.value())
                .map(InstanceStore::map)
                .findOne();
    }

    private static Cursor cursor(InstanceRecord instance) {
        return new Cursor(instance.createdAt(), instance.id().value());
    }

    private static InstanceRecord map(ResultSet row, StatementContext context) throws SQLException {
        UUID source = row.getObject("source_image_id", UUID.class);
        String password = row.getString("password_encrypted");
        return new InstanceRecord(
                spec(row),
                InstanceStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                source == null ? null : new ImageId(source),
                password == null ? null : new EncryptedSecret(password),
                address(row),
                FailureColumns.read(row),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    private static InstanceSpec spec(ResultSet row) throws SQLException {
        return new InstanceSpec(
                new InstanceId(row.getObject("id", UUID.class)),
                row.getString("name"),
                ImageType.parse(row.getString("image_type")),
                PostgresVersion.parse(row.getString("postgres_version")),
                row.getInt("storage_size_gb"),
                row.getBoolean("internal"),
                row.getString("dns_label"));
    }

    private static InstanceRecord.@Nullable Address address(ResultSet row) throws SQLException {
        String host = row.getString("host");
        return host == null ? null : new InstanceRecord.Address(host, row.getInt("port"));
    }
}
