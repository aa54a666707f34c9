package io.toygres.messaging;

/**
 * A record that is never applied, however often it is tried. Its message is the reason that its dead letter carries: for people, without
 * names of classes and without SQL.
 */
public final class RefusedMessageException extends RuntimeException {

    private final String reason;

    public RefusedMessageException(String reason) {
        super(reason);
        this.reason = reason;
    }

    public RefusedMessageException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
