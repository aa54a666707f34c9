package io.toygres.contract;

/** Ends an operation: it is undone and fails with this code. Every other exception is retried until the phase's deadline. */
public final class TerminalException extends RuntimeException {

    private final Failure failure;

    public TerminalException(ErrorCode code, String detail) {
        super(code + ": " + detail);
        this.failure = new Failure(code, detail);
    }

    public Failure failure() {
        return failure;
    }
}
