package io.toygres.api.image;

import io.toygres.api.access.Access;
import io.toygres.api.cms.ImageRecord;
import io.toygres.api.cms.ImageStatus;
import io.toygres.api.cms.ImageStore;
import io.toygres.api.command.Accepted;
import io.toygres.api.http.EntityTags;
import io.toygres.api.operation.OperationRecord;
import io.toygres.api.operation.OperationStore;
import io.toygres.api.problem.Problem;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.contract.ImageId;
import io.toygres.contract.OperationId;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deletes an image as a caller asks, or points to the deletion that was asked for before. */
@ApplicationScoped
class ImageDeletion {

    private final ImageStore images;
    private final OperationStore operations;
    private final KeptImages kept;
    private final ImageRemoval removal;

    ImageDeletion(ImageStore images, OperationStore operations, KeptImages kept, ImageRemoval removal) {
        this.images = images;
        this.operations = operations;
        this.kept = kept;
        this.removal = removal;
    }

    /**
     * @param access the caller's
     * @param ifMatch the header, for a deletion of what the caller has seen; null to delete it as it is
     * @param purge whether its data is not to be kept for the time in which it could be undeleted
     * @throws ProblemException CHANGED_MEANWHILE, RESOURCE_PROTECTED, IMAGE_NOT_FOUND, IMAGE_BEING_CREATED or IMAGE_IN_USE
     */
    Accepted start(Tx tx, Access access, ImageId id, @Nullable String ifMatch, boolean purge) {
        ImageRecord image = images.lock(tx, access, id).orElseThrow(() -> ImageResource.unknown(id));
        EntityTags.require(ifMatch, image.version());
        refuseWhileCreated(tx, image);
        Optional<OperationRecord> underWay = operations.deciding(tx, id);
        if (underWay.isPresent()) {
            return new Accepted(underWay.get().id(), ImageView.of(image));
        }
        if (image.isKept() && !purge) {
            return new Accepted(operations.lastDeletion(tx, id), ImageView.of(image));
        }
        if (image.metadata().isProtected()) {
            throw new ProblemException(ProblemCode.RESOURCE_PROTECTED, "Image " + image.name() + " is protected.");
        }
        operations.restoreOf(tx, id).ifPresent(ImageDeletion::refuse);
        OperationId operation = !purge && image.status() == ImageStatus.AVAILABLE && kept.isOffered()
                ? kept.keep(tx, image)
                : removal.start(tx, image).id();
        return new Accepted(operation, ImageView.of(images.find(tx, access, id).orElseThrow()));
    }

    private void refuseWhileCreated(Tx tx, ImageRecord image) {
        if (image.status() == ImageStatus.CREATING) {
            Problem problem =
                    Problem.of(ProblemCode.IMAGE_BEING_CREATED, "Image " + image.name() + " is still being created.");
            throw new ProblemException(operations
                    .deciding(tx, image.id())
                    .map(creation -> problem.ofOperation(creation.id()))
                    .orElse(problem));
        }
    }

    private static void refuse(OperationRecord restore) {
        throw new ProblemException(
                Problem.of(ProblemCode.IMAGE_IN_USE, "Operation " + restore.id() + " restores this image.")
                        .ofOperation(restore.id()));
    }
}
