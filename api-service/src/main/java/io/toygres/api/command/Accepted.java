package io.toygres.api.command;

import io.toygres.api.access.Belonging;
import io.toygres.contract.OperationId;

/**
 * The answer to a command that was accepted.
 *
 * @param operation where to watch it
 * @param resource the instance, image or operation as it is now: the answer's body
 */
public record Accepted(OperationId operation, Belonging resource) {

    String subject() {
        return resource.id().toString();
    }

    String project() {
        return resource.project();
    }

    /** Value of the header {@code Location}. */
    String location() {
        return Answer.OPERATIONS + operation;
    }
}
