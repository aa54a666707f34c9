package io.toygres.image.backup;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.smallrye.faulttolerance.api.ApplyGuard;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.ImageId;
import io.toygres.contract.TerminalException;
import io.toygres.job.JobRequest.JobName;
import io.toygres.kubernetes.KubernetesBreaker;
import io.toygres.kubernetes.Labels;
import io.toygres.kubernetes.OwnedObjects;
import io.toygres.kubernetes.SharedObjects;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Puts the backup Job and what it mounts into the cluster, and takes the Job and its pods out of it. Bounded, because the client
 * waits without end for the rest of an answer that has begun.
 */
@Singleton
@ApplyGuard(KubernetesBreaker.NAME)
public final class BackupJobObjects {

    private final KubernetesClient client;
    private final BackupJob job;

    BackupJobObjects(KubernetesClient client, BackupJob job) {
        this.client = client;
        this.job = job;
    }

    JobName name(ImageId image) {
        return job.name(image);
    }

    /** @throws TerminalException OBJECT_CONFLICT when another operation's Job is there */
    void ensure(BackupState state) {
        job.authorities().ifPresent(trusted -> OwnedObjects.ensure(client, trusted));
        // Before the Job: its pod is never without it.
        OwnedObjects.ensure(client, job.network(state));
        Job there = OwnedObjects.ensure(client, job.job(state));
        if (!isOf(state, there)) {
            throw new TerminalException(
                    ErrorCode.OBJECT_CONFLICT, "another operation is backing up into image " + state.imageId());
        }
        job.authorities().ifPresent(trusted -> SharedObjects.ensureFor(client, there, trusted));
        SharedObjects.ensureFor(client, there, job.network(state));
    }

    /** Removes this operation's Job, and no other's. @return true once neither it nor one of its pods is left */
    boolean gone(BackupState state) {
        Job there = client.resource(identity(state.imageId())).get();
        boolean anothers = there != null && !isOf(state, there);
        return anothers || gone(state.imageId());
    }

    /** Removes an image's Job, whichever operation made it. @return true once neither it nor one of its pods is left */
    public boolean gone(ImageId image) {
        Map<String, String> pods = Map.of(Labels.COMPONENT, BackupJob.COMPONENT, Labels.IMAGE_ID, image.toString());
        return OwnedObjects.gone(client, identity(image))
                && OwnedObjects.podsGone(client, job.name(image).namespace(), pods);
    }

    private Job identity(ImageId image) {
        JobName name = job.name(image);
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace(name.namespace())
                .withName(name.name())
                .addToLabels(Labels.MANAGED_BY, Labels.TOYGRES)
                .addToLabels(Labels.IMAGE_ID, image.toString())
                .endMetadata()
                .build();
    }

    private static boolean isOf(BackupState state, Job there) {
        return state.operationId()
                .toString()
                .equals(there.getMetadata().getLabels().get(Labels.OPERATION_ID));
    }
}
