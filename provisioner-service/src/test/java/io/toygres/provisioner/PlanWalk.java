package io.toygres.provisioner;

import io.toygres.contract.OperationId;
import io.toygres.operation.Outcome;
import io.toygres.operation.Plan;
import io.toygres.operation.Turn;
import io.toygres.operation.Undo;
import io.toygres.operation.Undone;
import java.time.Instant;

/** Walks through a plan as the worker would, and as one that crashes before each commit would. */
final class PlanWalk<S extends Record> {

    private final Plan<S> plan;
    private final Turn turn;
    private S state;

    PlanWalk(Plan<S> plan, S state) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        this.plan = plan;
        this.turn = new Turn(OperationId.random(), 1, now, now, now);
        this.state = state;
    }

    int steps() {
        return plan.entries().size();
    }

    /** Runs a step, loses what came of it, and runs it again. */
    Outcome<S> runTwice(int index) throws Exception {
        plan.entries().get(index).step().run(state, turn);
        Outcome<S> outcome = plan.entries().get(index).step().run(state, turn);
        if (outcome instanceof Outcome.Next<S>(S next)) {
            state = next;
        }
        return outcome;
    }

    /** Undoes a step and all before it, newest first, each until nothing is left and then once more. */
    void undoFrom(int index) throws Exception {
        for (int i = index; i >= 0; i--) {
            Undo<S> undo = plan.entries().get(i).undo().orElse((_, _) -> Undone.yes());
            for (int tries = 0; undo.run(state, turn) instanceof Undone.NotYet(var _, String reason); tries++) {
                if (tries > 100) {
                    throw new AssertionError(plan.entries().get(i).name() + " is not undone: " + reason);
                }
            }
            if (undo.run(state, turn) instanceof Undone.NotYet) {
                throw new AssertionError(plan.entries().get(i).name() + " was undone and is not any more");
            }
        }
    }
}
