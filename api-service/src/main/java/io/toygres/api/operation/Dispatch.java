package io.toygres.api.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.contract.Command;
import io.toygres.database.Tx;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.Json;
import io.toygres.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;

/** Begins an operation: its row and its command, in the transaction that changes the instance or image. */
@ApplicationScoped
public class Dispatch {

    private final OperationStore operations;
    private final Outbox outbox;

    Dispatch(OperationStore operations, Outbox outbox) {
        this.operations = operations;
        this.outbox = outbox;
    }

    /** @param command of the operation's id and type */
    public void start(Tx tx, OperationRecord operation, Command command) {
        operations.insert(tx, operation, json(command));
        outbox.add(tx, Envelope.command(command, operation.createdAt()));
    }

    private static String json(Command command) {
        try {
            return Json.mapper().writeValueAsString(command);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON form: " + command.getClass(), e);
        }
    }
}
