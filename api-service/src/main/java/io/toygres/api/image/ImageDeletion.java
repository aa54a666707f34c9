package io.toygres.api.image;

import io.toygres.api.access.Access;
import io.toygres.api.cms.ImageRecord;
import io.toygres.api.cms.ImageStatus;
import io.toygres.api.cms.ImageStore;
import io.toygres.api.command.Accepted;
import io.toygres.api.http.EntityTags;
import io.toygres.api.operation.Dispatch;
import io.toygres.api.operation.NameTakeover;
import io.toygres.api.operation.OperationRecord;
import io.toygres.api.operation.OperationStore;
import io.toygres.api.operation.OperationType;
import io.toygres.api.problem.Problem;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageId;
import io.toygres.contract.OperationId;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts the removal of an image, or points to the one that is under way. */
@ApplicationScoped
class ImageDeletion {

    private final ImageStore images;
    private final OperationStore operations;
    private final Dispatch dispatch;
    private final NameTakeover takeover;
    private final Clock clock;

    ImageDeletion(ImageStore images, OperationStore operations, Dispatch dispatch, NameTakeover takeover, Clock clock) {
        this.images = images;
        this.operations = operations;
        this.dispatch = dispatch;
        this.takeover = takeover;
        this.clock = clock;
    }

    /**
     * @param access the caller's
     * @param ifMatch the header, for a deletion of what the caller has seen; null to delete it as it is
     * @throws ProblemException CHANGED_MEANWHILE, RESOURCE_PROTECTED, IMAGE_NOT_FOUND, IMAGE_BEING_CREATED or IMAGE_IN_USE
     */
    Accepted start(Tx tx, Access access, ImageId id, @Nullable String ifMatch) {
        ImageRecord image = images.lock(tx, access, id).orElseThrow(() -> ImageResource.unknown(id));
        EntityTags.require(ifMatch, image.version());
        if (image.status() == ImageStatus.CREATING) {
            Problem problem =
                    Problem.of(ProblemCode.IMAGE_BEING_CREATED, "Image " + image.name() + " is still being created.");
            throw new ProblemException(operations
                    .deciding(tx, id)
                    .map(creation -> problem.ofOperation(creation.id()))
                    .orElse(problem));
        }
        Optional<OperationRecord> underWay = operations.deciding(tx, id);
        if (underWay.isPresent()) {
            return new Accepted(underWay.get().id(), ImageView.of(image));
        }
        if (image.metadata().isProtected()) {
            throw new ProblemException(ProblemCode.RESOURCE_PROTECTED, "Image " + image.name() + " is protected.");
        }
        operations.restoreOf(tx, id).ifPresent(ImageDeletion::refuse);
        return begin(tx, access, image);
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
            OperationRecord deletion = remove(tx, image);
            images.replaced(tx, image.id());
            takeover.lost(tx, deletion, successor);
        });
        return failed.map(ImageRecord::id);
    }

    private Accepted begin(Tx tx, Access access, ImageRecord image) {
        OperationRecord deletion = remove(tx, image);
        return new Accepted(
                deletion.id(), ImageView.of(images.find(tx, access, image.id()).orElseThrow()));
    }

    /** @param image locked, and neither protected nor in use */
    private OperationRecord remove(Tx tx, ImageRecord image) {
        ImageId id = image.id();
        OperationRecord deletion = OperationRecord.pending(
                OperationId.random(), image.project(), OperationType.DELETE_IMAGE, null, id, clock.instant());
        images.deleting(tx, id);
        dispatch.start(tx, deletion, new DeleteImage(deletion.id(), id));
        return deletion;
    }

    private static void refuse(OperationRecord restore) {
        throw new ProblemException(
                Problem.of(ProblemCode.IMAGE_IN_USE, "Operation " + restore.id() + " restores this image.")
                        .ofOperation(restore.id()));
    }
}
