package io.toygres.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Commands to image-service, on {@link Topic#IMAGE_COMMANDS}. */
public sealed interface ImageCommand extends Command {

    /**
     * Back a running instance up into an image.
     *
     * @param databases the databases to take, by name; empty means every non-template database
     * @param compare what restores of the image are to be compared with; absent: counts
     * @param listing what the manifest keeps of the CMS's row; null from a release that did not send it
     */
    record CreateImage(
            OperationId operationId,
            ImageId imageId,
            ImageKind kind,
            List<String> databases,
            SourceInstance source,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Comparison compare,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            ImageListing listing)
            implements ImageCommand {
        public CreateImage {
            databases = List.copyOf(databases);
            CommandChecks.databases(databases);
        }

        @Override
        public UUID subject() {
            return imageId.value();
        }
    }

    /**
     * What the CMS would need, beside the command's other fields, to list and restore the image when it has lost its row.
     *
     * @param name of the image
     * @param description null when it has none
     * @param storageSizeGb of the source's volume
     * @param sourcePassword the source's password, encrypted for the image's id
     */
    record ImageListing(String name, @Nullable String description, int storageSizeGb, EncryptedSecret sourcePassword) {}

    /** The running instance that a backup reads. Its password stays in the instance's Secret in the cluster. */
    record SourceInstance(InstanceId instanceId, String name, ImageType imageType, PostgresVersion postgresVersion) {
        public SourceInstance {
            CommandChecks.instanceName(name);
        }
    }

    /** Remove an image's manifest and files; an image that is already gone counts as removed. */
    record DeleteImage(OperationId operationId, ImageId imageId) implements ImageCommand {
        @Override
        public UUID subject() {
            return imageId.value();
        }
    }

    /** Cancel a running operation on an image; what it did is undone. A finished operation is left as it is. */
    record CancelImageOperation(OperationId operationId, ImageId imageId) implements ImageCommand {
        @Override
        public UUID subject() {
            return imageId.value();
        }
    }

    /**
     * End the undo of an operation on an image without waiting for what it can't remove: each step that is left is undone at one attempt.
     * An operation that still runs is cancelled; a finished one is left as it is.
     */
    record AbandonImageOperation(OperationId operationId, ImageId imageId) implements ImageCommand {
        @Override
        public UUID subject() {
            return imageId.value();
        }
    }

    /**
     * Tell once more what was last told of an operation on an image: it has been silent for long, and that may have been lost.
     *
     * @param heard the sequence of the last event that was applied; 0 when there was none
     */
    record ReportImageOperation(OperationId operationId, ImageId imageId, long heard) implements ImageCommand {
        @Override
        public UUID subject() {
            return imageId.value();
        }
    }
}
