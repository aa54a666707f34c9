package io.toygres.api.operation;

import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Role;
import io.toygres.api.command.Accepted;
import io.toygres.api.command.Answer;
import io.toygres.api.command.Commands;
import io.toygres.api.problem.ProblemException;
import io.toygres.contract.OperationId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of operations, over HTTP or Kafka, by the current caller. */
@ApplicationScoped
@RolesAllowed(Role.OPERATORS)
public class OperationRequests {

    private final Cancellation cancellation;
    private final CurrentCaller caller;
    private final Commands commands;

    OperationRequests(Cancellation cancellation, CurrentCaller caller, Commands commands) {
        this.cancellation = cancellation;
        this.caller = caller;
        this.commands = commands;
    }

    /**
     * @param key the client's Idempotency-Key; null for none
     * @param abandon whether its undo is to end without waiting for what it can't remove
     * @throws ProblemException as {@code POST /api/operations/{id}/cancel} is refused
     */
    public Answer cancel(@Nullable String key, OperationId operation, boolean abandon) {
        return commands.run(
                key,
                List.of(abandon ? "abandon" : "cancel", operation),
                tx -> new Accepted(
                        operation,
                        OperationView.inList(cancellation.request(tx, caller.access(), operation, abandon))));
    }
}
