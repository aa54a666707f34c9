package io.toygres.localcluster.runtime;

/** The reference can't be resolved here; the message says what to install. A pod shows it as {@code ErrImagePull}. */
public final class ImageMissing extends Exception {
    ImageMissing(String message) {
        super(message);
    }
}
