package io.toygres.api.command;

import io.toygres.contract.OperationId;

/**
 * The answer to a command that was accepted.
 *
 * @param operation where to watch it
 * @param resource the instance, image or operation as it is now: the answer's body
 */
public record Accepted(OperationId operation, Object resource) {

    /** Value of the header {@code Location}. */
    String location() {
        return "/api/operations/" + operation;
    }
}
