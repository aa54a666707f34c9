package io.toygres.image.delete;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageEvent.ImageDeleted;
import io.toygres.image.backup.BackupJobObjects;
import io.toygres.image.blob.ImageRemoval;
import io.toygres.operation.Attempt;
import io.toygres.operation.Operation;
import io.toygres.operation.Outcome;
import io.toygres.operation.Plan;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Deletes an image; deleting it again, or one that never was, succeeds. Nothing of it is undone: it goes on where it stopped. */
@Singleton
public final class DeleteImageOperation implements Operation<DeleteImage> {

    private static final Duration JOB_GONE = Duration.ofMinutes(10);
    private static final Duration FILES_GONE = Duration.ofHours(6);

    private final BackupJobObjects jobs;
    private final ImageRemoval removal;

    DeleteImageOperation(BackupJobObjects jobs, ImageRemoval removal) {
        this.jobs = jobs;
        this.removal = removal;
    }

    @Override
    public Plan<DeleteImage> plan() {
        return Plan.of("delete-image", 1, DeleteImage.class)
                .phase("stop", JOB_GONE, ErrorCode.DELETE_STUCK)
                .step("delete-job", this::deleteJob)
                .phase("remove", FILES_GONE, ErrorCode.STORAGE_UNAVAILABLE)
                .step("delete-manifest", this::deleteManifest)
                .step("delete-files", this::deleteFiles)
                .build();
    }

    /** The Job's pods too, since one of them could still write files. */
    private Outcome<DeleteImage> deleteJob(DeleteImage state, Attempt attempt) {
        return jobs.gone(state.imageId())
                ? Outcome.next(state)
                : Outcome.waitFor(state, Duration.ofSeconds(1), "the backup Job's pods are ending");
    }

    private Outcome<DeleteImage> deleteManifest(DeleteImage state, Attempt attempt) {
        removal.removeManifest(state.imageId());
        return Outcome.next(state);
    }

    private Outcome<DeleteImage> deleteFiles(DeleteImage state, Attempt attempt) {
        return removal.removeNextFiles(state.imageId())
                ? Outcome.done(state, new ImageDeleted(state.operationId(), state.imageId()))
                : Outcome.waitFor(state, Duration.ZERO, "deleting the image's files");
    }
}
