package io.toygres.image.backup;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.toygres.contract.ImageCommand.CreateImage;
import io.toygres.contract.ImageCommand.SourceInstance;
import io.toygres.contract.ImageId;
import io.toygres.contract.OperationId;
import io.toygres.job.JobWatch;
import org.jspecify.annotations.Nullable;

/**
 * What a backup knows: what was asked for and what its steps found.
 *
 * @param watch what was seen of the Job while it ran; null before
 * @param upload what the Job said it uploaded; null until it has succeeded
 * @param verifiedFiles how many files of the result, in its order, were read back and matched
 */
public record BackupState(
        @JsonUnwrapped CreateImage command,
        @Nullable JobWatch watch,
        @Nullable UploadReport upload,
        int verifiedFiles) {

    public static BackupState of(CreateImage command) {
        return new BackupState(command, null, null, 0);
    }

    OperationId operationId() {
        return command.operationId();
    }

    ImageId imageId() {
        return command.imageId();
    }

    SourceInstance source() {
        return command.source();
    }

    BackupState watched(JobWatch seen) {
        return new BackupState(command, seen, upload, verifiedFiles);
    }

    BackupState uploaded(UploadReport report) {
        return new BackupState(command, watch, report, 0);
    }

    BackupState verified(int files) {
        return new BackupState(command, watch, upload, files);
    }

    /** @throws IllegalStateException before the Job has succeeded */
    UploadReport uploadOrThrow() {
        if (upload == null) {
            throw new IllegalStateException("the backup Job of image " + imageId() + " has not succeeded yet");
        }
        return upload;
    }
}
