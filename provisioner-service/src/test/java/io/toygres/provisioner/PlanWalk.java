package io.toygres.provisioner;

import io.toygres.contract.OperationId;
import io.toygres.local.process.Pause;
import io.toygres.operation.Attempt;
import io.toygres.operation.Outcome;
import io.toygres.operation.Plan;
import io.toygres.operation.Undo;
import io.toygres.operation.UndoOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/** Walks through a plan as the worker would, and as one that crashes before each commit would. */
final class PlanWalk<S extends Record> {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Plan<S> plan;
    private final Attempt attempt;
    private S state;

    PlanWalk(Plan<S> plan, S state) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        this.plan = plan;
        this.attempt = new Attempt(OperationId.random(), 1, now, now, now);
        this.state = state;
    }

    int steps() {
        return plan.entries().size();
    }

    /** Runs a step, loses what came of it, and runs it again. */
    Outcome<S> runTwice(int index) throws Exception {
        plan.entries().get(index).step().run(state, attempt);
        Outcome<S> outcome = plan.entries().get(index).step().run(state, attempt);
        if (outcome instanceof Outcome.Next<S>(S next)) {
            state = next;
        }
        return outcome;
    }

    /** Runs step after step, each as often as it wants to wait, and ends before the step of that name or with an outcome. */
    Outcome<S> runTo(String name) throws Exception {
        Outcome<S> outcome = Outcome.next(state);
        for (int i = 0; i < plan.indexOf(name) && outcome instanceof Outcome.Next; i++) {
            outcome = runUntil(i, now -> !(now instanceof Outcome.Wait));
        }
        return outcome;
    }

    /** Runs one step again and again until it has the outcome that is wanted. */
    Outcome<S> runUntil(int index, Predicate<Outcome<S>> wanted) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        Outcome<S> outcome = run(index);
        while (!wanted.test(outcome)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(plan.entries().get(index).name() + " has come no further than " + outcome);
            }
            outcome = run(index);
        }
        return outcome;
    }

    /** Runs one step; what it waits with is kept. */
    Outcome<S> run(int index) throws Exception {
        Outcome<S> outcome = plan.entries().get(index).step().run(state, attempt);
        switch (outcome) {
            case Outcome.Next<S>(S next) -> state = next;
            case Outcome.Wait<S> wait -> {
                state = wait.state();
                Pause.of(PAUSE);
            }
            case Outcome.Done<S> _, Outcome.Fail<S> _ -> {}
        }
        return outcome;
    }

    /** Undoes a step and all before it, newest first, each until nothing is left and then once more. */
    void undoFrom(int index) throws Exception {
        for (int i = index; i >= 0; i--) {
            Undo<S> undo = plan.entries().get(i).undo().orElse((_, _) -> UndoOutcome.done());
            long end = System.nanoTime() + LONGEST.toNanos();
            while (undo.run(state, attempt) instanceof UndoOutcome.Wait(var _, String reason)) {
                if (System.nanoTime() > end) {
                    throw new AssertionError(plan.entries().get(i).name() + " is not undone: " + reason);
                }
                Pause.of(PAUSE);
            }
            if (undo.run(state, attempt) instanceof UndoOutcome.Wait) {
                throw new AssertionError(plan.entries().get(i).name() + " was undone and is not any more");
            }
        }
    }
}
