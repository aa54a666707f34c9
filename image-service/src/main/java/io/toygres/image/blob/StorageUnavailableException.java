package io.toygres.image.blob;

/**
 * The container did not do what was asked: unreachable, busy, or refusing this service. Never terminal by itself, since
 * role assignments and tokens take minutes to spread; the deadline of the phase decides.
 */
public final class StorageUnavailableException extends RuntimeException {

    /** @param message verb, path and Azure's error code in one line, without URL parameters or tokens */
    StorageUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
