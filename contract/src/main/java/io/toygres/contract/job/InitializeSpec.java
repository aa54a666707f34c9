package io.toygres.contract.job;

import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;
import io.toygres.contract.PostgresVersion;
import org.jspecify.annotations.Nullable;

/**
 * What {@code toygres-job initialize} is told, which runs before every start of an instance's server.
 *
 * @param restoredImageId the volume must hold what the restore Job loaded from this image, and nothing else will do; null: an empty volume
 *     gets a new data directory
 */
public record InitializeSpec(
        InstanceId instanceId,
        PostgresVersion postgresVersion,
        @Nullable ImageId restoredImageId) {}
