package io.toygres.contract.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.toygres.contract.Comparison;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageKind;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.PostgresVersion;
import io.toygres.contract.Tolerance;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code toygres-job restore} is told, which loads what {@code toygres-job download} sends. The instance's password comes as a file.
 *
 * @param manifestSha256 hex SHA-256 that {@code <image id>/manifest.json} must have
 * @param parallelism how many indexes are built at once, at most; no more than there are processors
 * @param tolerance absent: strict
 * @param compare absent: counts
 * @param kind of the image; absent: logical
 */
public record RestoreSpec(
        InstanceId instanceId,
        OperationId operationId,
        ImageId imageId,
        ImageType imageType,
        PostgresVersion postgresVersion,
        String manifestSha256,
        int parallelism,
        @Nullable Tolerance tolerance,
        @Nullable Comparison compare,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ImageKind kind) {

    public ImageKind kindOrLogical() {
        return Objects.requireNonNullElse(kind, ImageKind.LOGICAL);
    }

    public Tolerance toleranceOrStrict() {
        return Objects.requireNonNullElse(tolerance, Tolerance.STRICT);
    }

    public Comparison compareOrCounts() {
        return Objects.requireNonNullElse(compare, Comparison.COUNTS);
    }
}
