package io.toygres.api.cms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.toygres.api.operation.FailureColumns;
import io.toygres.api.reconciliation.Note;
import io.toygres.contract.Comparison;
import io.toygres.contract.EncryptedSecret;
import io.toygres.contract.ImageEvent.DatabaseContents;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageKind;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceId;
import io.toygres.contract.PostgresVersion;
import io.toygres.database.Row;
import io.toygres.messaging.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a row of table {@code images} reads. */
final class ImageRow {

    private ImageRow() {}

    static ImageRecord map(Row row) {
        return new ImageRecord(
                new ImageId(row.uuid("id")),
                row.text("name"),
                row.text("project"),
                Metadata.read(row),
                ImageKind.parse(row.text("kind")),
                ImageStatus.valueOf(row.text("status").toUpperCase(Locale.ROOT)),
                source(row),
                row.texts("databases"),
                Comparison.parse(row.text("compare")),
                row.optionalText("source_password_encrypted")
                        .map(EncryptedSecret::new)
                        .orElse(null),
                content(row).orElse(null),
                FailureColumns.read(row).orElse(null),
                Note.read(row).orElse(null),
                row.optionalUuid("replaces").map(ImageId::new).orElse(null),
                deletion(row).orElse(null),
                row.instant("created_at"),
                row.text("version"));
    }

    private static ImageRecord.Source source(Row row) {
        return new ImageRecord.Source(
                new InstanceId(row.uuid("instance_id")),
                ImageType.parse(row.text("image_type")),
                PostgresVersion.parse(row.text("postgres_version")),
                row.integer("storage_size_gb"));
    }

    private static Optional<ImageRecord.Content> content(Row row) {
        return row.optionalText("contents")
                .map(contents -> new ImageRecord.Content(
                        row.number("size_bytes"),
                        row.text("checksum"),
                        row.text("server_version"),
                        databases(contents),
                        row.number("duration_ms"),
                        row.instant("available_at")));
    }

    private static Optional<ImageRecord.Deletion> deletion(Row row) {
        return row.optionalInstant("deleted_at")
                .map(at -> new ImageRecord.Deletion(at, row.text("deleted_by"), row.instant("purge_at")));
    }

    private static List<DatabaseContents> databases(String json) {
        try {
            return Json.mapper().readValue(json, new TypeReference<List<DatabaseContents>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("contents are unreadable", e);
        }
    }
}
