package io.toygres.api.image;

import io.toygres.api.access.Access;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.cms.ImageRecord;
import io.toygres.api.cms.ImageStatus;
import io.toygres.api.cms.ImageStore;
import io.toygres.api.http.EntityTags;
import io.toygres.api.operation.Dispatch;
import io.toygres.api.operation.OperationRecord;
import io.toygres.api.operation.OperationType;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageId;
import io.toygres.contract.OperationId;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Deleted images whose data is kept for a while, and how one comes back. */
@ApplicationScoped
class KeptImages {

    private final ImageStore images;
    private final Dispatch dispatch;
    private final CurrentCaller caller;
    private final ImageDeletionConfig config;
    private final Clock clock;

    KeptImages(ImageStore images, Dispatch dispatch, CurrentCaller caller, ImageDeletionConfig config, Clock clock) {
        this.images = images;
        this.dispatch = dispatch;
        this.caller = caller;
        this.config = config;
        this.clock = clock;
    }

    /** Whether an installation keeps any. */
    boolean isOffered() {
        return config.grace().isPositive();
    }

    /**
     * Deletes an image but for its data. The operation of it has nothing left to do.
     *
     * @param image locked and available, and neither protected nor in use
     */
    OperationId keep(Tx tx, ImageRecord image) {
        Instant now = clock.instant();
        Instant purgeAt = now.plus(config.grace());
        images.keep(tx, image.id(), new ImageRecord.Deletion(now, caller.get().name(), purgeAt));
        OperationRecord deletion = OperationRecord.pending(
                OperationId.random(), image.project(), OperationType.DELETE_IMAGE, null, image.id(), now);
        dispatch.settle(
                tx,
                deletion,
                new DeleteImage(deletion.id(), image.id()),
                "Deleted. Its data is kept until " + purgeAt + "; until then it can be undeleted.");
        return deletion.id();
    }

    /**
     * Brings an image back. One that is not deleted stays as it is.
     *
     * @param ifMatch the header; null to take it as it is
     * @return as it is then
     * @throws ProblemException IMAGE_NOT_FOUND, CHANGED_MEANWHILE or UNDELETE_TOO_LATE
     */
    ImageRecord undelete(Tx tx, Access access, ImageId id, @Nullable String ifMatch) {
        if (!images.holdProject(tx, id)) {
            throw ImageResource.unknown(id);
        }
        ImageRecord image = images.lock(tx, access, id).orElseThrow(() -> ImageResource.unknown(id));
        EntityTags.require(ifMatch, image.version());
        if (image.status() == ImageStatus.DELETING) {
            throw tooLate("Image " + image.name() + " is being deleted for good.");
        }
        ImageRecord.Deletion deletion = image.deletion();
        if (deletion == null) {
            return image;
        }
        if (!clock.instant().isBefore(deletion.purgeAt())) {
            throw tooLate("Image " + image.name() + " was kept until " + deletion.purgeAt() + ".");
        }
        images.undelete(tx, id);
        return images.find(tx, access, id).orElseThrow();
    }

    private static ProblemException tooLate(String detail) {
        return new ProblemException(ProblemCode.UNDELETE_TOO_LATE, detail);
    }
}
