package io.toygres.operation;

import io.toygres.contract.Event;
import io.toygres.contract.Failure;
import io.toygres.contract.OperationId;
import io.toygres.contract.Progress;
import java.util.UUID;

/**
 * How a service tells of its operations. It needs no more than a row always has, so that an operation can also be told of whose plan
 * or state nobody here can read. A service with operations has one such bean.
 */
public interface OperationEvents {

    /** The operation reached a step, or waits for a new reason. */
    Event progressed(OperationId id, UUID subject, Progress progress);

    /** The operation failed or was cancelled; emitted once what it did is undone, or nobody can undo it. */
    Event failed(OperationId id, UUID subject, Failure failure);
}
