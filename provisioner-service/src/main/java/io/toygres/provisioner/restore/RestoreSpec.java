package io.toygres.provisioner.restore;

import io.toygres.contract.ImageId;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.PostgresVersion;
import java.net.URI;

/**
 * Everything that {@code restore.sh} is told, as JSON in {@code TOYGRES_SPEC}.
 *
 * @param blobContainerUrl such as {@code https://account.blob.core.windows.net/images}
 * @param manifestSha256 hex SHA-256 that {@code <image id>/manifest.json} must have
 * @param parallelism how many tables or indexes are loaded at once
 */
record RestoreSpec(
        InstanceId instanceId,
        OperationId operationId,
        ImageId imageId,
        ImageType imageType,
        PostgresVersion postgresVersion,
        URI blobContainerUrl,
        String manifestSha256,
        int parallelism) {}
