package io.toygres.api.command;

import io.toygres.contract.OperationId;

/**
 * The answer to a command that was accepted, as it is given again for the same Idempotency-Key.
 *
 * @param location value of the header {@code Location}
 * @param body the instance, image or operation as JSON
 */
public record Answer(String location, String body) {

    static final String OPERATIONS = "/api/operations/";

    public OperationId operation() {
        return OperationId.parse(location.substring(OPERATIONS.length()));
    }
}
