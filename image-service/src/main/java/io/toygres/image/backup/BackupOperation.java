package io.toygres.image.backup;

import io.toygres.contract.ErrorCode;
import io.toygres.job.JobFollower;
import io.toygres.job.JobSlots;
import io.toygres.operation.Operation;
import io.toygres.operation.Plan;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Backs a running instance up: a Job dumps and uploads, then this service reads all of it back, and only then does the image
 * exist. Whatever fails, nothing of the image is left.
 */
@Singleton
public final class BackupOperation implements Operation<BackupState> {

    static final String TYPE = "backup";

    private static final Duration PREPARED = Duration.ofMinutes(10);

    private final BackupConfig config;
    private final JobSlots slots;
    private final ImageFiles files;
    private final BackupJobSteps job;
    private final UploadCheck upload;
    private final Commit commit;

    BackupOperation(
            BackupConfig config,
            JobSlots slots,
            ImageFiles files,
            BackupJobSteps job,
            UploadCheck upload,
            Commit commit) {
        this.config = config;
        this.slots = slots;
        this.files = files;
        this.job = job;
        this.upload = upload;
        this.commit = commit;
    }

    @Override
    public Plan<BackupState> plan() {
        return Plan.of(TYPE, 2, BackupState.class)
                .finishingSince(1)
                .phase("queue", slots.longestWait(), ErrorCode.QUEUED_TOO_LONG)
                .step(JobSlots.STEP, slots::await, slots::giveBack)
                .phase("claim", PREPARED, ErrorCode.STORAGE_UNAVAILABLE)
                .step("claim-image", files::claim, files::remove)
                .phase("start", PREPARED, ErrorCode.CLUSTER_UNAVAILABLE)
                .step("create-job", job::create, job::remove)
                .phase("dump", JobFollower.phase(config.jobDeadline()), ErrorCode.JOB_STALLED)
                .step(JobFollower.STEP, job::await)
                .phase("check", config.commitDeadline(), ErrorCode.STORAGE_UNAVAILABLE)
                .step("check-listing", upload::compareListing)
                .phase("verify", config.verifyDeadline(), ErrorCode.STORAGE_UNAVAILABLE)
                .longStep(UploadCheck.VERIFY_FILES, upload::compareContents)
                .phase("commit", config.commitDeadline(), ErrorCode.STORAGE_UNAVAILABLE)
                .step("remove-other-attempts", commit::removeOtherAttempts)
                .step("write-manifest", commit::writeManifest)
                .build();
    }
}
