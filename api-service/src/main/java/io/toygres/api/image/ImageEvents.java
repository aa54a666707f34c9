package io.toygres.api.image;

import io.toygres.api.operation.OperationRecord;
import io.toygres.api.operation.Reports;
import io.toygres.contract.ImageEvent;
import io.toygres.contract.ImageEvent.ImageAvailable;
import io.toygres.contract.ImageEvent.ImageDeleted;
import io.toygres.contract.ImageEvent.ImageFailed;
import io.toygres.contract.ImageEvent.ImageProgressed;
import io.toygres.messaging.Envelope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Applies what image-service reports: image, operation and timeline in one transaction. */
@ApplicationScoped
class ImageEvents {

    private final Reports reports;
    private final ImageStore images;

    ImageEvents(Reports reports, ImageStore images) {
        this.reports = reports;
        this.images = images;
    }

    /** @param handle in the transaction that also notes the event as received */
    void apply(Handle handle, Envelope<ImageEvent> event) {
        reports.admit(handle, event).ifPresent(operation -> apply(handle, operation, event));
    }

    private void apply(Handle handle, OperationRecord operation, Envelope<ImageEvent> event) {
        switch (event.body()) {
            case ImageProgressed progressed -> reports.progressed(handle, event, progressed.progress());
            case ImageAvailable available -> {
                images.available(handle, available.imageId(), content(available, event.time()));
                reports.succeeded(handle, event, "Available, " + available.sizeBytes() + " bytes stored.");
            }
            case ImageFailed failed -> {
                fail(handle, operation, failed);
                reports.failed(handle, event, failed.failure());
            }
            case ImageDeleted deleted -> {
                images.deleted(handle, deleted.imageId());
                reports.succeeded(handle, event, "Nothing of the image is left.");
            }
        }
    }

    private void fail(Handle handle, OperationRecord operation, ImageFailed failed) {
        if (operation.type().isDeletion()) {
            images.deletionFailed(handle, failed.imageId(), failed.failure());
        } else {
            images.failed(handle, failed.imageId(), failed.failure());
        }
    }

    private static ImageRecord.Content content(ImageAvailable available, Instant time) {
        return new ImageRecord.Content(
                available.sizeBytes(),
                available.checksum(),
                available.serverVersion(),
                available.databases(),
                available.durationMs(),
                time);
    }
}
