package io.toygres.operation;

import io.toygres.contract.Event;
import io.toygres.contract.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one attempt makes of an operation's row; committed together with its events. */
sealed interface Change {

    /** What followers hear with this change. */
    List<Event> events();

    /** The same step again, after the delay or when woken. */
    record Stay(String state, Duration delay, String reason, List<Event> events) implements Change {}

    /** Another step, now. */
    record Advance(String state, String step, boolean newPhase, List<Event> events) implements Change {}

    /** The step's traces are to be removed, now, because of the failure. */
    record UndoStep(String step, Failure failure, List<Event> events) implements Change {}

    /** The run had no outcome: the same step again, with backoff but no later than {@code latest}, if given. */
    record Retry(String error, Optional<Instant> latest, List<Event> events) implements Change {}

    /** The end: with a failure, or done. */
    record Finish(String state, Optional<Failure> failure, List<Event> events) implements Change {}
}
