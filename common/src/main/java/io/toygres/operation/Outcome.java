package io.toygres.operation;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.Event;
import io.toygres.contract.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a step made of its attempt; the worker commits it together with its events. */
public sealed interface Outcome<S extends Record> {

    /** The step is done; the next one runs at once. */
    record Next<S extends Record>(S state) implements Outcome<S> {}

    /**
     * Run the same step again after the delay, or earlier when woken.
     *
     * @param reason what it waits for, one sentence for the timeline
     * @param events what followers should hear now, such as progress in bytes
     * @param ifLate what the operation fails with if it still waits for this at its phase's deadline; empty: the phase's own code
     */
    record Wait<S extends Record>(
            S state, Duration delay, String reason, List<Event> events, Optional<ErrorCode> ifLate)
            implements Outcome<S> {
        public Wait {
            events = List.copyOf(events);
        }
    }

    /** The operation is done; what the events say becomes true with the same commit. */
    record Done<S extends Record>(S state, List<Event> events) implements Outcome<S> {
        public Done {
            events = List.copyOf(events);
        }
    }

    /** The operation fails for good: everything it did is undone, newest step first. */
    record Fail<S extends Record>(Failure failure) implements Outcome<S> {}

    static <S extends Record> Outcome<S> next(S state) {
        return new Next<>(state);
    }

    static <S extends Record> Outcome<S> waitFor(S state, Duration delay, String reason) {
        return waitFor(state, delay, reason, List.of());
    }

    static <S extends Record> Outcome<S> waitFor(S state, Duration delay, String reason, Optional<ErrorCode> ifLate) {
        return new Wait<>(state, delay, reason, List.of(), ifLate);
    }

    static <S extends Record> Outcome<S> waitFor(S state, Duration delay, String reason, List<Event> events) {
        return new Wait<>(state, delay, reason, events, Optional.empty());
    }

    static <S extends Record> Outcome<S> done(S state, Event event) {
        return new Done<>(state, List.of(event));
    }

    static <S extends Record> Outcome<S> fail(ErrorCode code, String detail) {
        return new Fail<>(new Failure(code, detail));
    }
}
