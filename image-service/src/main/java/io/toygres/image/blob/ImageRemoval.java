package io.toygres.image.blob;

import io.toygres.contract.ImageId;
import jakarta.inject.Singleton;
import java.util.List;

/** Removes an image from the container: the manifest first, so that nobody restores from half an image. */
@Singleton
public final class ImageRemoval {

    /** Blobs removed by one call, a second's work or so; the caller comes again for the rest. */
    static final int BATCH = 128;

    private final ImageContainer container;
    private final Parallel parallel;

    public ImageRemoval(ImageContainer container, Parallel parallel) {
        this.container = container;
        this.parallel = parallel;
    }

    /** Takes the image's manifest away; from here on the image does not exist. */
    public void removeManifest(ImageId image) {
        container.delete(ImageLocation.manifest(image));
    }

    /**
     * Removes the next {@value #BATCH} of an image's blobs.
     *
     * @return true when nothing of the image was left
     */
    public boolean removeNextFiles(ImageId image) {
        List<StoredBlob> left = container.list(ImageLocation.prefix(image), BATCH);
        parallel.forEach(left, blob -> container.delete(blob.path()));
        return left.isEmpty();
    }
}
