package io.toygres.image.backup;

import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.contract.ImageId;
import io.toygres.job.JobRequest.JobName;
import io.toygres.kubernetes.Labels;
import io.toygres.kubernetes.OwnedObjects;
import jakarta.inject.Singleton;

/** Takes an image's backup Job out of the cluster, whichever operation made it. */
@Singleton
public final class BackupJobRemoval {

    private final KubernetesClient client;
    private final BackupJob job;

    BackupJobRemoval(KubernetesClient client, BackupJob job) {
        this.client = client;
        this.job = job;
    }

    /** @return true once neither the Job nor one of its pods is left */
    public boolean gone(ImageId image) {
        JobName name = job.name(image);
        return OwnedObjects.gone(
                client,
                new JobBuilder()
                        .withNewMetadata()
                        .withNamespace(name.namespace())
                        .withName(name.name())
                        .addToLabels(Labels.MANAGED_BY, Labels.TOYGRES)
                        .addToLabels(Labels.IMAGE_ID, image.toString())
                        .endMetadata()
                        .build());
    }
}
