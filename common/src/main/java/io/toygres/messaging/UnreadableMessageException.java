package io.toygres.messaging;

/** A record that no retry makes readable; its message says why, for the dead-letter topic. */
public final class UnreadableMessageException extends RuntimeException {

    public UnreadableMessageException(String reason) {
        super(reason);
    }

    public UnreadableMessageException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
