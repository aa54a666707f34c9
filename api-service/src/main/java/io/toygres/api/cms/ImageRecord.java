package io.toygres.api.cms;

import io.toygres.api.reconciliation.Note;
import io.toygres.contract.Comparison;
import io.toygres.contract.EncryptedSecret;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageEvent.DatabaseContents;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageKind;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceId;
import io.toygres.contract.PostgresVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code images}.
 *
 * @param project the source's
 * @param source the instance as it was when the backup was asked for
 * @param databases the databases that were asked for; empty for all
 * @param compare what a restore can be compared with
 * @param password the source's, encrypted for the image's id; null once nothing needs it any more
 * @param content what the image holds; null until it is available
 * @param deletion since when its data is only kept for as long as it can be undeleted; null while it is not deleted, or was deleted at once
 * @param version changes with every change of the row; empty for one that is not stored yet
 * @param note what is wrong with it though it is available; null for nothing
 * @param replaces the failed image whose name it took over; null for none
 */
public record ImageRecord(
        ImageId id,
        String name,
        String project,
        Metadata metadata,
        ImageKind kind,
        ImageStatus status,
        Source source,
        List<String> databases,
        Comparison compare,
        @Nullable EncryptedSecret password,
        @Nullable Content content,
        @Nullable Failure failure,
        @Nullable Note note,
        @Nullable ImageId replaces,
        @Nullable Deletion deletion,
        Instant createdAt,
        String version) {

    public ImageRecord {
        databases = List.copyOf(databases);
    }

    /** Whether it is deleted and can be undeleted. */
    public boolean isKept() {
        return deletion != null && status == ImageStatus.AVAILABLE;
    }

    /**
     * What became of it before its data goes.
     *
     * @param by the name of who asked
     * @param purgeAt when its data goes
     */
    public record Deletion(Instant at, String by, Instant purgeAt) {}

    /** What a restore takes over from the instance that was backed up. */
    public record Source(
            InstanceId instanceId, ImageType imageType, PostgresVersion postgresVersion, int storageSizeGb) {}

    /**
     * What the worker found and stored.
     *
     * @param checksum hex SHA-256 of the manifest
     */
    public record Content(
            long sizeBytes,
            String checksum,
            String serverVersion,
            List<DatabaseContents> databases,
            long durationMs,
            Instant availableAt) {
        public Content {
            databases = List.copyOf(databases);
        }
    }
}
