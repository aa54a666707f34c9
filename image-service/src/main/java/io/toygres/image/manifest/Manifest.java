package io.toygres.image.manifest;

import io.toygres.contract.ImageId;
import io.toygres.contract.ImageType;
import io.toygres.contract.OperationId;
import java.time.Instant;

/**
 * What {@code manifest.json} says on top of the {@code result.json} that it repeats.
 *
 * @param manifestVersion {@value #VERSION}: the version that this release writes, and the only one so far
 * @param operationId the backup that committed it
 * @param prefix where the image's files lie: {@code <image id>/<attempt>/}
 */
public record Manifest(
        int manifestVersion,
        ImageId imageId,
        OperationId operationId,
        ImageType imageType,
        Instant committedAt,
        String prefix) {

    public static final int VERSION = 1;
}
