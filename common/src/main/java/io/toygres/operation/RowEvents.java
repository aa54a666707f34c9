package io.toygres.operation;

import io.toygres.contract.Event;
import io.toygres.contract.Failure;
import io.toygres.contract.Progress;

/** What is told of one operation. */
record RowEvents(LeasedRow row, OperationEvents events) {

    Event progressed(String step, String message) {
        return events.progressed(row.id(), row.subject(), Progress.of(step, message));
    }

    Event failed(Failure failure) {
        return events.failed(row.id(), row.subject(), failure);
    }

    /** {@code create-job} → {@code Create job} */
    static String describe(String step) {
        return Character.toUpperCase(step.charAt(0)) + step.substring(1).replace('-', ' ');
    }
}
