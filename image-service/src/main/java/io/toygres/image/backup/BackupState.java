package io.toygres.image.backup;

import io.toygres.contract.ImageCommand.CreateImage;
import io.toygres.contract.ImageCommand.SourceInstance;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageKind;
import io.toygres.contract.OperationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backup knows.
 *
 * @param databases the databases to take; empty means all
 * @param watch what was seen of the Job while it ran; null before
 * @param upload what the Job said it uploaded; null until it has succeeded
 * @param verifiedFiles how many files of the result, in its order, were read back and matched
 */
public record BackupState(
        OperationId operationId,
        ImageId imageId,
        ImageKind kind,
        List<String> databases,
        SourceInstance source,
        @Nullable JobWatch watch,
        @Nullable UploadReport upload,
        int verifiedFiles) {

    public BackupState {
        databases = List.copyOf(databases);
    }

    public static BackupState of(CreateImage command) {
        return new BackupState(
                command.operationId(),
                command.imageId(),
                command.kind(),
                command.databases(),
                command.source(),
                null,
                null,
                0);
    }

    BackupState watched(JobWatch seen) {
        return new BackupState(operationId, imageId, kind, databases, source, seen, upload, verifiedFiles);
    }

    BackupState uploaded(UploadReport report) {
        return new BackupState(operationId, imageId, kind, databases, source, watch, report, 0);
    }

    BackupState verified(int files) {
        return new BackupState(operationId, imageId, kind, databases, source, watch, upload, files);
    }

    /** @throws IllegalStateException before the Job has succeeded */
    UploadReport uploadOrThrow() {
        if (upload == null) {
            throw new IllegalStateException("the backup Job of image " + imageId + " has not succeeded yet");
        }
        return upload;
    }
}
