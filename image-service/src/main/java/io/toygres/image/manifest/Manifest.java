package io.toygres.image.manifest;

import io.toygres.contract.ImageCommand.ImageListing;
import io.toygres.contract.ImageCommand.SourceInstance;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageType;
import io.toygres.contract.OperationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What {@code manifest.json} says on top of the {@code result.json} that it repeats.
 *
 * @param manifestVersion {@value #VERSION}: the version that this release writes, and the only one so far
 * @param operationId the backup that committed it
 * @param prefix where the image's files lie: {@code <image id>/<attempt>/}
 * @param source the instance that was backed up; null in a manifest of an earlier release
 * @param listing what a lost CMS would need besides; null in a manifest of an earlier release, or for a command of one
 */
public record Manifest(
        int manifestVersion,
        ImageId imageId,
        OperationId operationId,
        ImageType imageType,
        Instant committedAt,
        String prefix,
        @Nullable SourceInstance source,
        @Nullable ImageListing listing) {

    public static final int VERSION = 1;
}
