package io.toygres.api.image;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.toygres.api.access.Belonging;
import io.toygres.api.cms.ImageRecord;
import io.toygres.api.cms.ImageStatus;
import io.toygres.api.problem.FailureView;
import io.toygres.api.reconciliation.Note;
import io.toygres.contract.Comparison;
import io.toygres.contract.ImageEvent.DatabaseContents;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageKind;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceId;
import io.toygres.contract.PostgresVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An image over HTTP. It never shows the password that the image carries, in any form.
 *
 * @param storageSizeGb size of the source's volume; a restore needs at least as much
 * @param databases the databases that were asked for; empty for all
 * @param compare what a restore can be compared with
 * @param sizeBytes bytes stored; null until it is available, as are the six below
 * @param checksum hex SHA-256 of the manifest, which holds those of every file
 * @param contents what each database holds
 * @param durationMs how long the backup took
 * @param note what is wrong with it though it is available; null for nothing
 */
@Schema(name = "Image", description = "A backup of an instance, from which new instances are restored")
public record ImageView(
        ImageId id,
        String name,
        String project,
        @Nullable String description,
        Map<String, String> labels,

        @Schema(name = "protected", description = "Whether it can't be deleted") @JsonProperty("protected")
        boolean isProtected,

        ImageKind kind,
        ImageStatus status,
        InstanceId instanceId,
        ImageType imageType,
        PostgresVersion postgresVersion,
        int storageSizeGb,
        List<String> databases,
        Comparison compare,
        @Nullable Long sizeBytes,
        @Nullable String checksum,
        @Nullable String serverVersion,
        @Nullable List<DatabaseContents> contents,
        @Nullable Long durationMs,
        Instant createdAt,
        @Nullable Instant availableAt,
        @Nullable FailureView failure,
        @Nullable Note note,

        @Schema(description = "The failed one whose name it took over, as replace_failed asked; null for none")
        @Nullable
        ImageId replaces,

        @Schema(description = "When it was deleted; null unless its data was kept to be undeleted") @Nullable
        Instant deletedAt,

        @Schema(description = "Who deleted it, by name") @Nullable
        String deletedBy,

        @Schema(description = "Until when it can be undeleted; then its data is removed") @Nullable
        Instant purgeAt)
        implements Belonging {

    public static ImageView of(ImageRecord image) {
        ImageRecord.Source source = image.source();
        ImageRecord.Content content = image.content();
        ImageRecord.Deletion deletion = image.deletion();
        return new ImageView(
                image.id(),
                image.name(),
                image.project(),
                image.metadata().description(),
                image.metadata().labels(),
                image.metadata().isProtected(),
                image.kind(),
                image.isKept() ? ImageStatus.DELETED : image.status(),
                source.instanceId(),
                source.imageType(),
                source.postgresVersion(),
                source.storageSizeGb(),
                image.databases(),
                image.compare(),
                content == null ? null : content.sizeBytes(),
                content == null ? null : content.checksum(),
                content == null ? null : content.serverVersion(),
                content == null ? null : content.databases(),
                content == null ? null : content.durationMs(),
                image.createdAt(),
                content == null ? null : content.availableAt(),
                FailureView.of(image.failure()),
                image.status() == ImageStatus.AVAILABLE && !image.isKept() ? image.note() : null,
                image.replaces(),
                deletion == null ? null : deletion.at(),
                deletion == null ? null : deletion.by(),
                deletion == null ? null : deletion.purgeAt());
    }
}
