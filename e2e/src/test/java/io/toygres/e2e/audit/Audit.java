package io.toygres.e2e.audit;

import io.toygres.e2e.blob.BlobContainer;
import io.toygres.e2e.cluster.Cluster;
import io.toygres.e2e.sut.LocalSystem;
import io.toygres.e2e.sut.SystemUnderTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Whether CMS, workers, cluster and blob container agree about every instance, image and operation of the system. */
public final class Audit {

    /** The last rows of an outbox and the pods of an ended Job go away a moment after the operation has ended. */
    private static final Duration STANDSTILL = Duration.ofSeconds(60);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final ServiceTables tables;
    private final ClusterAudit cluster;
    private final BlobAudit blobs;

    public Audit(SystemUnderTest system, Cluster cluster, BlobContainer blobs) {
        LocalSystem local = system.local().orElseThrow();
        this.tables = new ServiceTables(local.cms());
        this.cluster = new ClusterAudit(cluster, local.hostsFile());
        this.blobs = new BlobAudit(blobs);
    }

    /** Looks until there is no difference, or the same ones have stood for a minute; each difference is one sentence. */
    public List<String> differences() throws SQLException, InterruptedException {
        List<String> found = look();
        Instant since = Instant.now();
        while (!found.isEmpty() && Instant.now().isBefore(since.plus(STANDSTILL))) {
            Thread.sleep(BETWEEN_LOOKS);
            List<String> now = look();
            since = now.equals(found) ? since : Instant.now();
            found = now;
        }
        return found;
    }

    private List<String> look() throws SQLException {
        Resources resources = tables.resources();
        return Stream.of(tables.differences(), cluster.differences(resources), blobs.differences(resources))
                .flatMap(List::stream)
                .toList();
    }
}
