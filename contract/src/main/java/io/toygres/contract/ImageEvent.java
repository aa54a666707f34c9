package io.toygres.contract;

import java.util.List;
import java.util.UUID;

/** Events of image-service, on {@link Topic#IMAGE_EVENTS}. */
public sealed interface ImageEvent extends Event {

    ImageId imageId();

    @Override
    default UUID subject() {
        return imageId().value();
    }

    /** The operation came a step further, or waits for a new reason. */
    record ImageProgressed(OperationId operationId, ImageId imageId, Progress progress) implements ImageEvent {}

    /**
     * The image's manifest is committed: from now on it can be restored.
     *
     * @param sizeBytes bytes stored, all files together, without the manifest
     * @param checksum hex SHA-256 of {@code manifest.json}, which holds the SHA-256 of every file
     * @param durationMs from the first step of the backup to the committed manifest
     */
    record ImageAvailable(
            OperationId operationId,
            ImageId imageId,
            long sizeBytes,
            String checksum,
            String serverVersion,
            List<DatabaseContents> databases,
            long durationMs)
            implements ImageEvent {
        public ImageAvailable {
            databases = List.copyOf(databases);
        }
    }

    /**
     * One database of an image.
     *
     * @param sizeBytes size of the database on the source's disk
     * @param rows rows in its counted tables; tables too large to count are left out and named in the manifest
     */
    record DatabaseContents(String name, long sizeBytes, int tables, long rows) {}

    /** The operation failed or was cancelled, and what it did is undone. */
    record ImageFailed(OperationId operationId, ImageId imageId, Failure failure) implements ImageEvent {}

    /** Nothing of the image is left in the blob container. */
    record ImageDeleted(OperationId operationId, ImageId imageId) implements ImageEvent {}
}
