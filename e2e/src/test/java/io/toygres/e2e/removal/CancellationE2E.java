package io.toygres.e2e.removal;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.Failure;
import io.toygres.e2e.api.Image;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.NewImage;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.Reply;
import io.toygres.e2e.blob.BlobContainer;
import io.toygres.e2e.cluster.Cluster;
import io.toygres.e2e.fixture.LoadedSource;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.Patience;
import io.toygres.e2e.fixture.Toygres;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NeedsSystem
final class CancellationE2E {

    @Test
    void aCancelledBackupLeavesNothing(Toygres toygres, LoadedSource loaded, Cluster cluster, BlobContainer blobs) {
        var backup = toygres.begin(
                new NewImage(Toygres.unique("cancelled"), loaded.instance().id()));
        awaitJob(backup.operationId(), cluster);

        toygres.api().cancel(backup.operationId());

        assertThat(toygres.settle(backup.operationId()).status()).isEqualTo("cancelled");
        Image image = toygres.api().image(backup.resource().id());
        assertThat(image.status()).isEqualTo("failed");
        assertThat(code(image.failure())).isEqualTo("CANCELLED");
        assertThat(cluster.objectsOfImage(image.id())).isEmpty();
        assertThat(blobs.blobsOf(image.id())).isEmpty();
    }

    @Test
    void aCancelledRestoreLeavesNothingAndItsImageWasPinnedUntilThen(
            Toygres toygres, LoadedSource loaded, Cluster cluster) {
        String path = "/api/images/" + loaded.image().id();
        String name = Toygres.unique("cancelled");
        var restore = toygres.begin(NewInstance.restored(name, loaded.image().id()));
        awaitJob(restore.operationId(), cluster);

        Reply refused = toygres.api().send("DELETE", path, null);
        toygres.api().cancel(restore.operationId());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("code").asText()).isEqualTo("IMAGE_IN_USE");
        assertThat(toygres.settle(restore.operationId()).status()).isEqualTo("cancelled");
        Instance instance = toygres.api().instance(restore.resource().id());
        assertThat(instance.status()).isEqualTo("failed");
        assertThat(code(instance.failure())).isEqualTo("CANCELLED");
        assertThat(cluster.objectsOfInstance(instance.id())).isEmpty();
        assertThat(cluster.objectsNamed(name)).isEmpty();
        assertThat(toygres.api().image(loaded.image().id()).status()).isEqualTo("available");
    }

    private static void awaitJob(UUID operation, Cluster cluster) {
        Patience.until("the Job runs", () -> cluster.jobsOf(operation).stream().anyMatch(Cluster::isRunning));
    }

    private static String code(@Nullable Failure failure) {
        return failure == null ? "none" : failure.code();
    }
}
