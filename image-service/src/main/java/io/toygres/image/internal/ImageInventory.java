package io.toygres.image.internal;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.contract.ImageId;
import io.toygres.contract.Inventory;
import io.toygres.contract.Inventory.Item;
import io.toygres.image.ManagedNamespace;
import io.toygres.image.blob.ImageContainer;
import io.toygres.image.blob.ImageLocation;
import io.toygres.internal.InventoryBuilder;
import io.toygres.kubernetes.Labels;
import io.toygres.kubernetes.ObjectList;
import io.toygres.kubernetes.OwnerIds;
import io.toygres.operation.Operations;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** All that there is of images: backup Jobs in the cluster, and what lies in the container below an id. */
@Singleton
class ImageInventory {

    private final KubernetesClient client;
    private final String namespace;
    private final ImageContainer container;
    private final Operations operations;

    ImageInventory(KubernetesClient client, ManagedNamespace managed, ImageContainer container, Operations operations) {
        this.client = client;
        this.namespace = managed.name();
        this.container = container;
        this.operations = operations;
    }

    /** Whole; whatever keeps it from being so is thrown. */
    Inventory take() {
        InventoryBuilder inventory = new InventoryBuilder();
        // First: an operation that ends meanwhile leaves its image busy, which harms nothing.
        Set<UUID> busy = operations.unfinishedSubjects();
        ObjectList.of(client, Job.class, namespace, Labels.IMAGE_ID).forEach(job -> OwnerIds.of(job, Labels.IMAGE_ID)
                .ifPresent(image -> inventory.add(
                        image,
                        new Item(job.getKind(), job.getMetadata().getName()),
                        Instant.parse(job.getMetadata().getCreationTimestamp()))));
        container.forEach((path, changedAt) -> ImageLocation.image(path)
                .ifPresent(image -> inventory.add(image.value(), item(image, path), changedAt)));
        return inventory.build(busy);
    }

    private static Item item(ImageId image, String path) {
        return path.equals(ImageLocation.manifest(image))
                ? new Item(Inventory.MANIFEST, path)
                : new Item(Inventory.BLOBS, ImageLocation.prefix(image));
    }
}
