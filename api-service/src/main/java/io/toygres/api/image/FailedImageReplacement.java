package io.toygres.api.image;

import io.toygres.api.audit.Audit;
import io.toygres.api.cms.ImageRecord;
import io.toygres.api.cms.ImageStore;
import io.toygres.api.operation.Timeline;
import io.toygres.contract.ImageId;
import io.toygres.contract.OperationId;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * Makes room for an image that a request creates: one of the same name whose backup failed is deleted, and its name free, in the transaction
 * of the request. What its undo may have left is removed as any deletion removes it.
 */
@ApplicationScoped
class FailedImageReplacement {

    private final ImageStore images;
    private final ImageDeletion deletion;
    private final Timeline timeline;
    private final Audit audit;
    private final Clock clock;

    FailedImageReplacement(ImageStore images, ImageDeletion deletion, Timeline timeline, Audit audit, Clock clock) {
        this.images = images;
        this.deletion = deletion;
        this.timeline = timeline;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Frees the name, unless what has it did not fail or is protected.
     *
     * @param successor what takes the name over
     * @return what had it; empty when there is nothing to free
     */
    Optional<ImageId> free(Tx tx, String project, String name, ImageId successor) {
        Optional<ImageRecord> failed = images.lockFailed(tx, project, name);
        failed.ifPresent(image -> {
            OperationId operation = deletion.remove(tx, image);
            images.replaced(tx, image.id());
            timeline.begin(tx, operation, clock.instant(), "Its name goes to the new image " + successor + ".");
            audit.done(tx, "deleteImage", image.id().toString(), project);
        });
        return failed.map(ImageRecord::id);
    }

    /** Says on the timeline of the operation that creates the successor whose name that took. */
    void tell(Tx tx, OperationId operation, ImageRecord successor) {
        ImageId replaced = successor.replaces();
        if (replaced != null) {
            timeline.begin(
                    tx,
                    operation,
                    successor.createdAt(),
                    "It takes the name of the failed image " + replaced + ", which is deleted.");
        }
    }
}
