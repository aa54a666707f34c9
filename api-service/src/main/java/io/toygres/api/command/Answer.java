package io.toygres.api.command;

import io.toygres.contract.OperationId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a command that was accepted, as it is given again for the same Idempotency-Key.
 *
 * @param location value of the header {@code Location}; null when there are several operations, or none
 * @param body the instance, image or operation as JSON
 */
public record Answer(@Nullable String location, String body) {

    static final String OPERATIONS = "/api/operations/";

    /** Of a single command. */
    public OperationId operation() {
        return OperationId.parse(Objects.requireNonNull(location).substring(OPERATIONS.length()));
    }
}
