package io.toygres.e2e.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.Accepted;
import io.toygres.e2e.api.Image;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.NewImage;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.audit.Audit;
import io.toygres.e2e.blob.BlobContainer;
import io.toygres.e2e.cluster.Cluster;
import io.toygres.e2e.fixture.LoadedSource;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.Patience;
import io.toygres.e2e.fixture.Toygres;
import io.toygres.e2e.process.LocalProcesses;
import io.toygres.e2e.process.SecondReplica;
import io.toygres.e2e.sut.LocalSystem;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

@NeedsSystem
@Isolated("it puts the whole CMS back")
final class RestoredCmsE2E {

    /** A replica that asks after silent operations sooner than the ten minutes that production waits. */
    private static final Map<String, String> IMPATIENT =
            Map.of("TOYGRES_SILENCE_AFTER", "3S", "TOYGRES_SILENCE_EVERY", "1S");

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void learnsAnewWhatBecameOfTheOperationsThatWereUnderWay(
            Toygres toygres, LoadedSource loaded, Cluster cluster, LocalProcesses processes, BlobContainer blobs)
            throws Exception {
        LocalSystem local = toygres.system().local().orElseThrow();
        Accepted<Image> backup = toygres.begin(
                new NewImage(Toygres.unique("before"), loaded.instance().id()));
        Patience.until("the backup's Job runs", () -> runs(cluster, backup.operationId()));
        // Whatever the Jobs have done so far, they can't end before their files are stored or fetched.
        processes.freeze("azurite");
        Accepted<Instance> restore;
        CmsBackup earlier;
        try {
            restore = toygres.begin(NewInstance.restored(
                    Toygres.unique("before"), loaded.image().id()));
            Patience.until("the restore's Job runs", () -> runs(cluster, restore.operationId()));
            earlier = CmsBackup.take(local.cms());
        } finally {
            processes.thaw("azurite");
        }
        toygres.succeed(backup.operationId());
        toygres.succeed(restore.operationId());
        Image image = toygres.api().image(backup.resource().id());
        Instance instance = toygres.api().instance(restore.resource().id());

        earlier.restore();
        assertThat(toygres.api().operation(backup.operationId()).settled()).isFalse();
        assertThat(toygres.api().operation(restore.operationId()).settled()).isFalse();

        try (SecondReplica impatient = new SecondReplica("api-service", processes, local, IMPATIENT)) {
            impatient.awaitReady();
            toygres.succeed(backup.operationId());
            toygres.succeed(restore.operationId());
        }
        assertThat(toygres.api().image(image.id())).isEqualTo(image);
        assertThat(toygres.api().instance(instance.id())).isEqualTo(instance);
        assertThat(new Audit(toygres.system(), cluster, blobs).differences()).isEmpty();
    }

    private static boolean runs(Cluster cluster, UUID operation) {
        return cluster.jobsOf(operation).stream().anyMatch(Cluster::isRunning);
    }
}
