package io.toygres.api.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.toygres.api.operation.FailureColumns;
import io.toygres.contract.ImageEvent.DatabaseContents;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageKind;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceId;
import io.toygres.contract.PostgresVersion;
import io.toygres.messaging.Json;
import io.toygres.secret.EncryptedSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** How a row of table {@code images} reads. */
final class ImageRow {

    private ImageRow() {}

    static ImageRecord map(ResultSet row, StatementContext context) throws SQLException {
        String password = row.getString("source_password_encrypted");
        return new ImageRecord(
                new ImageId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("description"),
                ImageKind.parse(row.getString("kind")),
                ImageStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                source(row),
                List.of((String[]) row.getArray("databases").getArray()),
                password == null ? null : new EncryptedSecret(password),
                content(row),
                FailureColumns.read(row),
                row.getTimestamp("created_at").toInstant());
    }

    private static ImageRecord.Source source(ResultSet row) throws SQLException {
        return new ImageRecord.Source(
                new InstanceId(row.getObject("instance_id", UUID.class)),
                ImageType.parse(row.getString("image_type")),
                PostgresVersion.parse(row.getString("postgres_version")),
                row.getInt("storage_size_gb"));
    }

    private static ImageRecord.@Nullable Content content(ResultSet row) throws SQLException {
        String contents = row.getString("contents");
        return contents == null
                ? null
                : new ImageRecord.Content(
                        row.getLong("size_bytes"),
                        row.getString("checksum"),
                        row.getString("server_version"),
                        databases(contents),
                        row.getLong("duration_ms"),
                        row.getTimestamp("available_at").toInstant());
    }

    private static List<DatabaseContents> databases(String json) {
        try {
            return Json.mapper().readValue(json, new TypeReference<List<DatabaseContents>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("contents are unreadable", e);
        }
    }
}
