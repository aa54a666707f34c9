package io.toygres.provisioner.instance;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Optional;

/**
 * The PVC that holds the instance's data. A claim of its own rather than a template of the StatefulSet, because a restore
 * loads it before there is a StatefulSet.
 */
final class DataVolumeClaim {

    private DataVolumeClaim() {}

    /** @param storageClass absent means the cluster's default class */
    static PersistentVolumeClaim desired(Instance instance, Optional<String> storageClass) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(instance.metadata(instance.names().volumeClaim(), "storage"))
                .withSpec(spec(instance, storageClass))
                .build();
    }

    private static PersistentVolumeClaimSpec spec(Instance instance, Optional<String> storageClass) {
        return new PersistentVolumeClaimSpecBuilder()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(storageClass.orElse(null))
                .withNewResources()
                .addToRequests("storage", new Quantity(instance.spec().storageSizeGb() + "Gi"))
                .endResources()
                .build();
    }
}
