package io.toygres.provisioner.internal;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.contract.InstanceId;
import io.toygres.contract.Inventory;
import io.toygres.contract.Inventory.Item;
import io.toygres.internal.InventoryBuilder;
import io.toygres.kubernetes.Labels;
import io.toygres.kubernetes.ObjectList;
import io.toygres.kubernetes.OwnerIds;
import io.toygres.operation.Operations;
import io.toygres.provisioner.instance.ClusterConfig;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** All that there is of instances in the cluster. */
@Singleton
class InstanceInventory {

    private static final List<Class<? extends HasMetadata>> KINDS = List.of(
            StatefulSet.class, Job.class, PersistentVolumeClaim.class, Service.class, Secret.class, ConfigMap.class);

    private final KubernetesClient client;
    private final String namespace;
    private final Operations operations;

    InstanceInventory(KubernetesClient client, ClusterConfig cluster, Operations operations) {
        this.client = client;
        this.namespace = cluster.namespace();
        this.operations = operations;
    }

    /** Whole; whatever keeps it from being so is thrown. */
    Inventory take() {
        InventoryBuilder inventory = new InventoryBuilder();
        // First: an operation that ends meanwhile leaves its instance busy, which harms nothing.
        Set<UUID> busy = operations.unfinishedSubjects();
        for (Class<? extends HasMetadata> kind : KINDS) {
            for (HasMetadata object : ObjectList.of(client, kind, namespace, Labels.INSTANCE_ID)) {
                OwnerIds.of(object, Labels.INSTANCE_ID).ifPresent(instance -> add(inventory, instance, object));
            }
        }
        return inventory.build(busy);
    }

    private static void add(InventoryBuilder inventory, UUID instance, HasMetadata object) {
        inventory.add(
                instance,
                new Item(object.getKind(), object.getMetadata().getName()),
                Instant.parse(object.getMetadata().getCreationTimestamp()));
        Inventory.instanceName(
                        object.getMetadata().getLabels().getOrDefault(Labels.INSTANCE, ""), new InstanceId(instance))
                .ifPresent(name -> inventory.name(instance, name));
    }
}
