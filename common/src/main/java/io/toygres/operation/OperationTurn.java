package io.toygres.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Event;
import io.toygres.contract.Failure;
import io.toygres.contract.Progress;
import io.toygres.contract.TerminalException;
import io.toygres.operation.Change.Advance;
import io.toygres.operation.Change.Finish;
import io.toygres.operation.Change.Retry;
import io.toygres.operation.Change.Stay;
import io.toygres.operation.Change.TakeBack;
import io.toygres.operation.Plan.Entry;
import io.toygres.operation.RunningTurn.End;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One turn of one operation: runs the step or the undo that is next, and says what its result makes of the row. */
final class OperationTurn<S extends Record> {

    /** So many in a row are more than a hiccup. */
    static final int TOLD_FAILURES = 3;

    static final Failure CANCELLED = new Failure(ErrorCode.CANCELLED, "Cancelled on request.");

    private final Operation<S> operation;
    private final Plan<S> plan;
    private final LeasedRow row;
    private final int index;
    private final S state;

    /**
     * @throws IllegalArgumentException when the plan has no such step
     * @throws JsonProcessingException when the state is not of the plan's type
     */
    OperationTurn(Operation<S> operation, Plan<S> plan, LeasedRow row) throws JsonProcessingException {
        this.operation = operation;
        this.plan = plan;
        this.row = row;
        this.index = plan.indexOf(row.position().step());
        this.state = StateJson.read(row.state(), plan.stateType());
    }

    /** @throws Exception any but a {@link TerminalException}: there is no outcome, see {@link #afterError} */
    Change run() throws Exception {
        Optional<Failure> failure = row.verdict().failure();
        if (failure.isPresent()) {
            return undo(failure.get());
        }
        if (row.verdict().cancelRequested()) {
            return fail(CANCELLED);
        }
        try {
            return settle(entry().step().run(state, row.turn()));
        } catch (TerminalException e) {
            return fail(e.failure());
        }
    }

    /** When the run must have ended, by the database's clock. */
    Instant latestEnd(Duration lastLook) {
        return isUndoing() ? time().latestEndOfUndo(lastLook) : time().latestEnd(lastLook);
    }

    /** What to do about a run that ended with an exception, by itself or because it was broken off. */
    Change afterError(Exception error, End end) {
        String name = error.getClass().getSimpleName();
        if (isUndoing()) {
            // Undoing goes on until nothing is left, however long that takes.
            return new Retry(name, Optional.empty(), failing(name));
        }
        if (end == End.CANCELLED) {
            return fail(CANCELLED);
        }
        return time().isOver() || end == End.LATE
                ? fail(lateness(row.position().waitReason(), Optional.of(name)))
                : new Retry(name, Optional.of(time().deadline()), failing(name));
    }

    /** Told once in a row of failures: a step that cannot get on must not look like one that is under way. */
    private List<Event> failing(String error) {
        return row.position().failures() == TOLD_FAILURES
                ? List.of(operation.progressed(
                        state,
                        Progress.of(
                                entry().name(),
                                "%s fails (%s) and is tried again."
                                        .formatted(isUndoing() ? "Undoing it" : "The step", error))))
                : List.of();
    }

    private boolean isUndoing() {
        return row.verdict().failure().isPresent();
    }

    private Change settle(Outcome<S> outcome) {
        return switch (outcome) {
            case Outcome.Next<S>(S next) -> advance(next);
            case Outcome.Wait<S> wait ->
                time().isOver() ? fail(lateness(Optional.of(wait.reason()), lastError())) : stay(wait);
            case Outcome.Done<S>(S last, List<Event> events) ->
                new Finish(StateJson.write(last), Optional.empty(), events);
            case Outcome.Fail<S>(Failure failure) -> fail(failure);
        };
    }

    private Change advance(S next) {
        if (index + 1 == plan.entries().size()) {
            throw new IllegalStateException("the last step of " + plan.type() + " must end with done or fail");
        }
        Entry<S> following = plan.entries().get(index + 1);
        var progress = Progress.of(following.name(), describe(following.name()));
        return new Advance(
                StateJson.write(next),
                following.name(),
                !following.phase().equals(entry().phase()),
                List.of(operation.progressed(next, progress)));
    }

    private Change stay(Outcome.Wait<S> wait) {
        String reason = storable(wait.reason());
        List<Event> events = new ArrayList<>(wait.events());
        if (events.isEmpty()) {
            events.addAll(newReason(wait.state(), reason));
        }
        return new Stay(StateJson.write(wait.state()), time().untilDeadlineAtMost(wait.delay()), reason, events);
    }

    private Change undo(Failure failure) throws Exception {
        Undo<S> undo = entry().undo().orElse((_, _) -> Undone.yes());
        return switch (undo.run(state, row.turn())) {
            case Undone.Yes() -> takeBack(index - 1, failure);
            case Undone.NotYet(Duration delay, String reason) ->
                new Stay(row.state(), delay, storable(reason), newReason(state, storable(reason)));
        };
    }

    /** Undoes the running step as well: it may have acted before it failed. */
    private Change fail(Failure failure) {
        return takeBack(index, new Failure(failure.code(), storable(failure.detail())));
    }

    /** Text of PostgreSQL's holds no NUL; what a container says of itself may, and must not keep the turn from being committed. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private Change takeBack(int newest, Failure failure) {
        for (int i = newest; i >= 0; i--) {
            Entry<S> entry = plan.entries().get(i);
            if (entry.undo().isPresent()) {
                var progress = Progress.of(entry.name(), "Undoing: " + describe(entry.name()));
                return new TakeBack(entry.name(), failure, List.of(operation.progressed(state, progress)));
            }
        }
        return new Finish(row.state(), Optional.of(failure), List.of(operation.failed(state, failure)));
    }

    /** The same reason is told once, however often the step waits for it, and again after it was told to fail. */
    private List<Event> newReason(S current, String reason) {
        boolean toldToFail = row.position().failures() > TOLD_FAILURES;
        return row.position().waitReason().equals(Optional.of(reason)) && !toldToFail
                ? List.of()
                : List.of(operation.progressed(current, Progress.of(entry().name(), reason)));
    }

    private Failure lateness(Optional<String> reason, Optional<String> error) {
        var detail = new StringBuilder("Step %s was not done within %s."
                .formatted(entry().name(), Durations.inWords(entry().phase().deadline())));
        reason.ifPresent(text -> detail.append(" Last: ").append(text));
        error.ifPresent(name -> detail.append(" Last error: ").append(name).append('.'));
        return new Failure(entry().phase().late(), detail.toString());
    }

    private PhaseTime time() {
        return new PhaseTime(entry().phase(), row.times());
    }

    private Optional<String> lastError() {
        return row.position().lastError();
    }

    private Entry<S> entry() {
        return plan.entries().get(index);
    }

    /** {@code create-job} → {@code Create job} */
    static String describe(String step) {
        return Character.toUpperCase(step.charAt(0)) + step.substring(1).replace('-', ' ');
    }
}
