package io.toygres.api.operation;

import io.toygres.api.access.Access;
import io.toygres.api.problem.Problem;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.contract.OperationId;
import io.toygres.database.Tx;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Asks the worker to stop an operation and undo it. The operation ends as cancelled only once the worker says so. */
@ApplicationScoped
class Cancellation {

    private final OperationStore operations;
    private final Outbox outbox;
    private final Clock clock;

    Cancellation(OperationStore operations, Outbox outbox, Clock clock) {
        this.operations = operations;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Asking twice is asking once.
     *
     * @param access the caller's
     * @param abandon whether its undo is to end without waiting for what it can't remove
     * @throws ProblemException OPERATION_NOT_FOUND, OPERATION_FINISHED or OPERATION_NOT_CANCELLABLE
     */
    OperationRecord request(Tx tx, Access access, OperationId id, boolean abandon) {
        OperationRecord operation = operations.lock(tx, access, id).orElseThrow(() -> OperationResource.unknown(id));
        refuseUnlessCancellable(operation);
        Instant now = clock.instant();
        if (abandon) {
            if (operations.abandonRequested(tx, id, now)) {
                outbox.add(tx, Envelope.command(operation.type().abandonCommand(id, operation.subject()), now));
            }
        } else if (operation.cancelRequestedAt() == null) {
            operations.cancelRequested(tx, id, now);
            outbox.add(tx, Envelope.command(operation.type().cancelCommand(id, operation.subject()), now));
        }
        return operations.find(tx, access, id).orElseThrow();
    }

    private static void refuseUnlessCancellable(OperationRecord operation) {
        if (operation.status().isFinished()) {
            throw new ProblemException(Problem.of(
                            ProblemCode.OPERATION_FINISHED,
                            "Operation " + operation.id() + " has "
                                    + operation.status().wireName() + ".")
                    .ofOperation(operation.id()));
        }
        if (operation.type().isDeletion()) {
            throw new ProblemException(
                    Problem.of(ProblemCode.OPERATION_NOT_CANCELLABLE, "Operation " + operation.id() + " is a deletion.")
                            .ofOperation(operation.id()));
        }
    }
}
