package io.toygres.image.backup;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.TerminalException;
import io.toygres.image.blob.ImageContainer;
import io.toygres.image.blob.ImageLocation;
import io.toygres.image.blob.ImageRemoval;
import io.toygres.image.manifest.Manifest;
import io.toygres.image.manifest.ManifestCodec;
import io.toygres.operation.Attempt;
import io.toygres.operation.Outcome;
import io.toygres.operation.UndoOutcome;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The image's place in the container. Claimed first and therefore given back last, when no pod can write into it any more.
 */
@Singleton
final class ImageFiles {

    private final ImageContainer container;
    private final ImageRemoval removal;

    ImageFiles(ImageContainer container, ImageRemoval removal) {
        this.container = container;
        this.removal = removal;
    }

    /** Spares a whole backup that could not be committed, since another operation has committed this image. */
    Outcome<BackupState> claim(BackupState state, Attempt attempt) throws IOException {
        if (committedByAnother(state)) {
            throw new TerminalException(
                    ErrorCode.OBJECT_CONFLICT, "image " + state.imageId() + " was committed by another operation");
        }
        return Outcome.next(state);
    }

    /** Removes all that this operation put there, and nothing of an image that another one committed. */
    UndoOutcome remove(BackupState state, Attempt attempt) throws IOException {
        if (committedByAnother(state)) {
            return UndoOutcome.done();
        }
        removal.removeManifest(state.imageId());
        return removal.removeNextFiles(state.imageId())
                ? UndoOutcome.done()
                : UndoOutcome.waitFor(Duration.ZERO, "removing the image's files");
    }

    private boolean committedByAnother(BackupState state) throws IOException {
        Optional<byte[]> manifest = container.read(ImageLocation.manifest(state.imageId()));
        if (manifest.isEmpty()) {
            return false;
        }
        Manifest committed = ManifestCodec.manifest(manifest.get());
        return !committed.operationId().equals(state.operationId());
    }
}
