package io.toygres.operation;

/** This release can't run an operation: it does not know its plan or its step, or can't read its state. */
final class UnreadableOperationException extends Exception {

    private final String reason;

    /** @param reason in a few words, for the timeline */
    UnreadableOperationException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    UnreadableOperationException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
