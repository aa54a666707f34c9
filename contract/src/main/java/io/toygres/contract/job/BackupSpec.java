package io.toygres.contract.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageKind;
import io.toygres.contract.OperationId;
import io.toygres.contract.PostgresVersion;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code toygres-job backup} is told. The password comes as a file.
 *
 * @param databases the databases to take, by name; empty means every one that is no template and takes connections
 * @param blobContainerUrl such as {@code https://account.blob.core.windows.net/images}
 * @param sourcePatienceSeconds for how long a source is asked again that takes no connections, each time that it does so
 * @param rowCountLimitBytes tables larger than this on disk are not counted row by row
 * @param hashContents whether the rows that are counted are hashed too; absent means no
 * @param kind of image to make; absent means logical, so that a tools image of an earlier release understands it
 */
public record BackupSpec(
        ImageId imageId,
        OperationId operationId,
        Source source,
        PostgresVersion postgresVersion,
        List<String> databases,
        String blobContainerUrl,
        long sourcePatienceSeconds,
        long rowCountLimitBytes,
        @Nullable Boolean hashContents,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ImageKind kind) {

    public BackupSpec {
        databases = List.copyOf(databases);
    }

    public boolean hashesContents() {
        return Boolean.TRUE.equals(hashContents);
    }

    public ImageKind kindOrLogical() {
        return Objects.requireNonNullElse(kind, ImageKind.LOGICAL);
    }

    /** The server to back up. */
    public record Source(String host, int port, String user) {}
}
