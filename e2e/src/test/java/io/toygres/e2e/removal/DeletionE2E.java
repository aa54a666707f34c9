package io.toygres.e2e.removal;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.Image;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.SpecialPassword;
import io.toygres.e2e.blob.BlobContainer;
import io.toygres.e2e.cluster.Cluster;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.SmallSource;
import io.toygres.e2e.fixture.Toygres;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@NeedsSystem
final class DeletionE2E {

    @Test
    void aDeletedInstanceLeavesNothingAndFreesItsName(Toygres toygres, Cluster cluster) {
        Instance instance = toygres.make(NewInstance.empty(Toygres.unique("gone"), SpecialPassword.random()));
        assertThat(cluster.objectsOfInstance(instance.id())).isNotEmpty();

        toygres.delete(instance);

        assertThat(cluster.objectsOfInstance(instance.id())).isEmpty();
        assertThat(cluster.objectsNamed(instance.name())).isEmpty();
        assertThat(toygres.names().resolve(Objects.requireNonNull(instance.host())))
                .isEmpty();
        toygres.make(NewInstance.empty(instance.name(), SpecialPassword.random()));
    }

    @Test
    void aDeletedImageLeavesNothing(Toygres toygres, SmallSource small, Cluster cluster, BlobContainer blobs) {
        Image image = toygres.backUp(small.instance().id());
        assertThat(blobs.blobsOf(image.id())).contains(image.id() + "/manifest.json");

        toygres.delete(image);

        assertThat(blobs.blobsOf(image.id())).isEmpty();
        assertThat(cluster.objectsOfImage(image.id())).isEmpty();
    }

    @Test
    void anImageOutlivesTheInstanceItWasTakenFrom(Toygres toygres) {
        Instance source = toygres.make(NewInstance.empty(Toygres.unique("short-lived"), SpecialPassword.random()));
        Image image = toygres.backUp(source.id());
        toygres.delete(source);

        Instance restored = toygres.make(NewInstance.restored(Toygres.unique("reborn"), image.id()));

        assertThat(restored.status()).isEqualTo("running");
    }
}
