package io.toygres.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Event;
import io.toygres.contract.Failure;
import io.toygres.contract.TerminalException;
import io.toygres.contract.TransientException;
import io.toygres.operation.Change.Advance;
import io.toygres.operation.Change.Finish;
import io.toygres.operation.Change.Retry;
import io.toygres.operation.Change.Stay;
import io.toygres.operation.Plan.Entry;
import io.toygres.operation.RunningAttempt.End;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** An attempt of an operation that this release can read: runs the step or the undo that is next, and says what its result makes of the row. */
final class ReadableAttempt<S extends Record> implements OperationAttempt {

    /** How long a breaker of ours stays open. */
    private static final Duration BREAKER_REST = Duration.ofSeconds(5);

    static final String BREAKER_REASON =
            "What this step asks fails for every operation; it is asked again in a few seconds.";

    static final Failure CANCELLED = new Failure(ErrorCode.CANCELLED, "Cancelled on request.");

    private final Plan<S> plan;
    private final LeasedRow row;
    private final RowEvents events;
    private final OperationSettings settings;
    private final ErrorWords errorWords;
    private final Compensation<S> compensation;
    private final int index;
    private final S state;

    /**
     * @throws IllegalArgumentException when the plan has no such step
     * @throws JsonProcessingException when the state is not of the plan's type
     */
    ReadableAttempt(Plan<S> plan, LeasedRow row, RowEvents events, OperationSettings settings, ErrorWords errorWords)
            throws JsonProcessingException {
        this.plan = plan;
        this.row = row;
        this.events = events;
        this.settings = settings;
        this.errorWords = errorWords;
        this.index = plan.indexOf(row.position().step());
        this.state = StateJson.read(row.state(), plan.stateType());
        this.compensation = new Compensation<>(plan, row, events, index);
    }

    @Override
    public Change run() throws Exception {
        Optional<Failure> failure = row.verdict().failure();
        if (failure.isPresent()) {
            return compensation.run(failure.get(), state);
        }
        if (row.verdict().cancelRequested()) {
            return compensation.begin(CANCELLED);
        }
        try {
            return settle(entry().step().run(state, row.attempt()));
        } catch (TerminalException e) {
            return compensation.begin(e.failure());
        } catch (CircuitBreakerOpenException _) {
            // No failure of the step, which did not even ask.
            return settle(Outcome.waitFor(state, BREAKER_REST, BREAKER_REASON));
        }
    }

    @Override
    public Instant latestEnd() {
        PhaseTime time = time();
        if (isUndoing()) {
            return time.latestEndOfUndo(settings);
        }
        return entry().isLong() ? time.latestEndOfPhase(settings) : time.latestEnd(settings);
    }

    @Override
    public Change afterError(Throwable error, End end) {
        String words = errorWords.of(error);
        if (isUndoing()) {
            boolean abandoned = row.verdict().abandonRequested() || end == End.CANCELLED;
            return abandoned
                    ? compensation.leaveBehind(row.verdict().failure().orElseThrow(), words)
                    // Undoing goes on until nothing is left, however long that takes.
                    : new Retry(words, Optional.empty(), failing(error, words, end));
        }
        if (end == End.CANCELLED) {
            return compensation.begin(CANCELLED);
        }
        boolean brokenOffAtDeadline = end == End.LATE && !latestEnd().isBefore(time().deadline());
        return time().isOver() || brokenOffAtDeadline
                ? compensation.begin(lateness(error, words))
                : new Retry(words, Optional.of(time().deadline()), failing(error, words, end));
    }

    /** A step that can't get on must not look like one that is under way. */
    private List<Event> failing(Throwable error, String words, End end) {
        int failures = row.position().failures();
        String what = isUndoing() ? "Undoing it" : "The step";
        if (end == End.LATE) {
            String ended = error instanceof HungException ? "did not end when it was broken off" : "was broken off";
            return List.of(told(what + " took too long, " + ended + " and is tried again."));
        }
        return OperationAttempt.isTold(failures)
                ? List.of(told("%s failed %d times in a row (%s) and is tried again.".formatted(what, failures, words)))
                : List.of();
    }

    private Event told(String message) {
        return events.progressed(entry().name(), message);
    }

    private boolean isUndoing() {
        return row.verdict().failure().isPresent();
    }

    private Change settle(Outcome<S> outcome) {
        return switch (outcome) {
            case Outcome.Next<S>(S next) -> advance(next);
            case Outcome.Wait<S> wait -> time().isOver() ? compensation.begin(lateness(wait)) : stay(wait);
            case Outcome.Done<S>(S last, List<Event> told) -> new Finish(StateJson.write(last), Optional.empty(), told);
            case Outcome.Fail<S>(Failure failure) -> compensation.begin(failure);
        };
    }

    private Change advance(S next) {
        if (index + 1 == plan.entries().size()) {
            throw new IllegalStateException("the last step of " + plan.type() + " must end with done or fail");
        }
        Entry<S> following = plan.entries().get(index + 1);
        return new Advance(
                StateJson.write(next),
                following.name(),
                !following.phase().equals(entry().phase()),
                List.of(events.progressed(following.name(), RowEvents.describe(following.name()))));
    }

    private Change stay(Outcome.Wait<S> wait) {
        String reason = Compensation.storable(wait.reason());
        List<Event> told = new ArrayList<>(wait.events());
        if (told.isEmpty()) {
            told.addAll(compensation.newReason(reason));
        }
        return new Stay(StateJson.write(wait.state()), time().untilDeadlineAtMost(wait.delay()), reason, told);
    }

    private Failure lateness(Throwable error, String words) {
        Failure late = lateness(row.position().waitReason(), Optional.of(words));
        ErrorCode code =
                switch (error) {
                    // A step that runs into a fault of the service itself says nothing of what the phase's code is
                    // about.
                    case Error _ -> ErrorCode.INTERNAL_ERROR;
                    case TransientException lasting -> lasting.failure().code();
                    default -> late.code();
                };
        return new Failure(code, late.detail());
    }

    private Failure lateness(Outcome.Wait<S> wait) {
        Failure late = lateness(Optional.of(wait.reason()), row.position().lastError());
        return new Failure(wait.ifLate().orElse(late.code()), late.detail());
    }

    private Failure lateness(Optional<String> reason, Optional<String> error) {
        var detail = new StringBuilder("Step %s was not done within %s."
                .formatted(entry().name(), Durations.inWords(entry().phase().deadline())));
        reason.ifPresent(text -> detail.append(" Last: ").append(text));
        error.ifPresent(words -> detail.append(" Last error: ").append(words).append('.'));
        return new Failure(entry().phase().late(), detail.toString());
    }

    private PhaseTime time() {
        return new PhaseTime(entry().phase(), row.times());
    }

    private Entry<S> entry() {
        return plan.entries().get(index);
    }
}
