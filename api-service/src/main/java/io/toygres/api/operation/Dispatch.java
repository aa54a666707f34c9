package io.toygres.api.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.api.access.CurrentCaller;
import io.toygres.contract.Command;
import io.toygres.contract.Progress;
import io.toygres.database.Tx;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.Json;
import io.toygres.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Begins an operation: its row and its command, in the transaction that changes the instance or image. */
@ApplicationScoped
public class Dispatch {

    private final OperationStore operations;
    private final Timeline timeline;
    private final Outbox outbox;
    private final CurrentCaller caller;

    Dispatch(OperationStore operations, Timeline timeline, Outbox outbox, CurrentCaller caller) {
        this.operations = operations;
        this.timeline = timeline;
        this.outbox = outbox;
        this.caller = caller;
    }

    /** @param command of the operation's id and type */
    public void start(Tx tx, OperationRecord operation, Command command) {
        operations.insert(tx, operation, caller.find(), json(command));
        outbox.add(tx, Envelope.command(command, operation.createdAt()));
    }

    /**
     * Begins an operation and ends it, since nothing of it is left to do.
     *
     * @param command what would have a worker do it; it is not sent
     * @param message what was done, one sentence for the timeline
     */
    public void settle(Tx tx, OperationRecord operation, Command command, String message) {
        Instant now = operation.createdAt();
        operations.insert(tx, operation, caller.find(), json(command));
        operations.finished(tx, operation.id(), 0, now, OperationStatus.SUCCEEDED, null);
        timeline.add(tx, operation.id(), 0, now, Progress.of(OperationStatus.SUCCEEDED.wireName(), message));
    }

    private static String json(Command command) {
        try {
            return Json.mapper().writeValueAsString(command);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON form: " + command.getClass(), e);
        }
    }
}
