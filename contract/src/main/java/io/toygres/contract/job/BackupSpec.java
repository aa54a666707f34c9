package io.toygres.contract.job;

import io.toygres.contract.ImageId;
import io.toygres.contract.OperationId;
import io.toygres.contract.PostgresVersion;
import java.util.List;

/**
 * What {@code toygres-job backup} is told. The password comes as a file.
 *
 * @param databases the databases to take, by name; empty means every one that is no template and takes connections
 * @param blobContainerUrl such as {@code https://account.blob.core.windows.net/images}
 * @param sourcePatienceSeconds for how long a source is asked again that takes no connections, each time that it does so
 * @param rowCountLimitBytes tables larger than this on disk are not counted row by row
 */
public record BackupSpec(
        ImageId imageId,
        OperationId operationId,
        Source source,
        PostgresVersion postgresVersion,
        List<String> databases,
        String blobContainerUrl,
        long sourcePatienceSeconds,
        long rowCountLimitBytes) {

    public BackupSpec {
        databases = List.copyOf(databases);
    }

    /** The server to dump. */
    public record Source(String host, int port, String user) {}
}
