package io.toygres.operation;

import io.toygres.contract.Event;
import io.toygres.contract.Failure;
import io.toygres.operation.Change.Finish;
import io.toygres.operation.Change.Stay;
import io.toygres.operation.Change.UndoStep;
import io.toygres.operation.Plan.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an operation that failed is undone, newest step first. When somebody abandons the undo, each step that is left is undone at one
 * attempt, and what that does not remove is left behind and named.
 */
record Compensation<S extends Record>(Plan<S> plan, LeasedRow row, RowEvents events, int index) {

    /** Undoes the running step as well: it may have acted before it failed. */
    Change begin(Failure failure) {
        return from(index, failure.withDetail(storable(failure.detail())), List.of());
    }

    /** Undoes the step at hand. @throws Exception when there is no outcome */
    Change run(Failure failure, S state) throws Exception {
        Undo<S> undo = entry().undo().orElse((_, _) -> UndoOutcome.done());
        return switch (undo.run(state, row.attempt())) {
            case UndoOutcome.Done() -> from(index - 1, failure, List.of());
            case UndoOutcome.Wait(Duration delay, String reason) ->
                row.verdict().abandonRequested()
                        ? leaveBehind(failure, storable(reason))
                        : new Stay(row.state(), delay, storable(reason), newReason(storable(reason)));
        };
    }

    /** @param why the step could not be undone, one sentence or a few words */
    Change leaveBehind(Failure failure, String why) {
        String left = "Left behind by %s: %s".formatted(entry().name(), why.endsWith(".") ? why : why + ".");
        return from(
                index - 1,
                failure.withDetail(failure.detail() + " " + left),
                List.of(events.progressed(entry().name(), left)));
    }

    /** The same reason is told once, however often the step waits for it, and again after it was told to fail. */
    List<Event> newReason(String reason) {
        boolean toldToFail = row.position().failures() > OperationAttempt.TOLD_FAILURES;
        return row.position().waitReason().equals(Optional.of(reason)) && !toldToFail
                ? List.of()
                : List.of(events.progressed(entry().name(), reason));
    }

    private Change from(int newest, Failure failure, List<Event> before) {
        List<Event> told = new ArrayList<>(before);
        for (int i = newest; i >= 0; i--) {
            Entry<S> entry = plan.entries().get(i);
            if (entry.undo().isPresent()) {
                told.add(events.progressed(entry.name(), "Undoing: " + RowEvents.describe(entry.name())));
                return new UndoStep(entry.name(), failure, told);
            }
        }
        told.add(events.failed(failure));
        return new Finish(row.state(), Optional.of(failure), told);
    }

    private Entry<S> entry() {
        return plan.entries().get(index);
    }

    /** Text of PostgreSQL's holds no NUL; what a container says of itself may, and must not keep the attempt from being committed. */
    static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
