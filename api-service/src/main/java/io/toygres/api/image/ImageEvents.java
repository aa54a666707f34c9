package io.toygres.api.image;

import io.toygres.api.cms.ImageRecord;
import io.toygres.api.cms.ImageStore;
import io.toygres.api.operation.Amounts;
import io.toygres.api.operation.OperationRecord;
import io.toygres.api.operation.Reports;
import io.toygres.contract.ImageEvent;
import io.toygres.contract.ImageEvent.ImageAvailable;
import io.toygres.contract.ImageEvent.ImageDeleted;
import io.toygres.contract.ImageEvent.ImageFailed;
import io.toygres.contract.ImageEvent.ImageProgressed;
import io.toygres.database.Tx;
import io.toygres.messaging.Envelope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** Applies what image-service reports: image, operation and timeline in one transaction. */
@ApplicationScoped
class ImageEvents {

    private final Reports reports;
    private final ImageStore images;

    ImageEvents(Reports reports, ImageStore images) {
        this.reports = reports;
        this.images = images;
    }

    /** @param tx the transaction that also notes the event as received */
    void apply(Tx tx, Envelope<ImageEvent> event) {
        reports.admit(tx, event).ifPresent(operation -> apply(tx, operation, event));
    }

    private void apply(Tx tx, OperationRecord operation, Envelope<ImageEvent> event) {
        switch (event.body()) {
            case ImageProgressed progressed -> reports.progressed(tx, event, progressed.progress());
            case ImageAvailable available -> {
                images.available(tx, available.imageId(), content(available, event.time()));
                Duration taken = Duration.ofMillis(available.durationMs());
                reports.succeeded(tx, event, "Available: " + Amounts.sizeIn(available.sizeBytes(), taken) + ".");
            }
            case ImageFailed failed -> {
                fail(tx, operation, failed);
                reports.failed(tx, event, failed.failure());
            }
            case ImageDeleted deleted -> {
                images.deleted(tx, deleted.imageId());
                reports.succeeded(tx, event, "Nothing of the image is left.");
            }
        }
    }

    private void fail(Tx tx, OperationRecord operation, ImageFailed failed) {
        if (operation.type().isDeletion()) {
            images.deletionFailed(tx, failed.imageId(), failed.failure());
        } else {
            images.failed(tx, failed.imageId(), failed.failure());
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
