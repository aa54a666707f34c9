package io.toygres.contract;

/**
 * A failure that may pass and says what it was: the step is tried again until its phase's deadline, and the operation fails with this
 * code if it still throws it then. For failures that say more than the phase's own code does.
 */
public final class TransientException extends RuntimeException {

    private final Failure failure;

    /** @param detail what happened, without secrets: users read it while the step is tried again */
    public TransientException(ErrorCode code, String detail, Throwable cause) {
        super(code + ": " + detail, cause);
        this.failure = new Failure(code, detail);
    }

    public Failure failure() {
        return failure;
    }
}
