package io.toygres.contract;

/**
 * Why an operation failed.
 *
 * @param code stable and machine-readable; carries the remedy
 * @param detail what happened, one or two sentences without secrets
 */
public record Failure(ErrorCode code, String detail) {

    public Failure withDetail(String other) {
        return new Failure(code, other);
    }
}
