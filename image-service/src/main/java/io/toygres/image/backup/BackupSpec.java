package io.toygres.image.backup;

import io.toygres.contract.ImageId;
import io.toygres.contract.OperationId;
import io.toygres.contract.PostgresVersion;
import java.net.URI;
import java.util.List;

/**
 * Everything that {@code backup.sh} is told, as JSON in {@code TOYGRES_SPEC}.
 *
 * @param databases the databases to take; empty means every non-template database
 * @param sourcePatienceSeconds how long a source that takes no connections is tried again
 * @param rowCountLimitBytes tables larger than this on disk are not counted
 */
record BackupSpec(
        ImageId imageId,
        OperationId operationId,
        Source source,
        PostgresVersion postgresVersion,
        List<String> databases,
        URI blobContainerUrl,
        long sourcePatienceSeconds,
        long rowCountLimitBytes) {

    BackupSpec {
        databases = List.copyOf(databases);
    }

    /** Where the source listens; the password lies in the mounted Secret. */
    record Source(String host, int port, String user) {}
}
