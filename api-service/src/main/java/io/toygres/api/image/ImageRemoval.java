package io.toygres.api.image;

import io.toygres.api.cms.ImageRecord;
import io.toygres.api.cms.ImageStore;
import io.toygres.api.operation.Dispatch;
import io.toygres.api.operation.NameTakeover;
import io.toygres.api.operation.OperationRecord;
import io.toygres.api.operation.OperationType;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageId;
import io.toygres.contract.OperationId;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Has the worker remove the data of an image, for good. */
@ApplicationScoped
class ImageRemoval {

    private final ImageStore images;
    private final Dispatch dispatch;
    private final NameTakeover takeover;
    private final Clock clock;

    ImageRemoval(ImageStore images, Dispatch dispatch, NameTakeover takeover, Clock clock) {
        this.images = images;
        this.dispatch = dispatch;
        this.takeover = takeover;
        this.clock = clock;
    }

    /** @param image locked, and neither protected nor in use */
    OperationRecord start(Tx tx, ImageRecord image) {
        ImageId id = image.id();
        OperationRecord deletion = OperationRecord.pending(
                OperationId.random(), image.project(), OperationType.DELETE_IMAGE, null, id, clock.instant());
        images.deleting(tx, id);
        dispatch.start(tx, deletion, new DeleteImage(deletion.id(), id));
        return deletion;
    }

    /**
     * Makes room for an image that a request creates: one of the same name whose backup failed is deleted, and its name free, in the
     * transaction of the request. What its undo may have left is removed as any deletion removes it.
     *
     * @param successor what takes the name over
     * @return what had it; empty when there is nothing to free: what has the name did not fail, or is protected
     */
    Optional<ImageId> freeName(Tx tx, String project, String name, ImageId successor) {
        Optional<ImageRecord> failed = images.lockFailed(tx, project, name);
        failed.ifPresent(image -> {
            OperationRecord deletion = start(tx, image);
            images.replaced(tx, image.id());
            takeover.lost(tx, deletion, successor);
        });
        return failed.map(ImageRecord::id);
    }
}
