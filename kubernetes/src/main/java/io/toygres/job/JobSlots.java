package io.toygres.job;

import io.toygres.contract.OperationId;
import io.toygres.operation.Attempt;
import io.toygres.operation.Outcome;
import io.toygres.operation.UndoOutcome;
import java.time.Duration;
import java.util.Optional;

/**
 * Bounds how many Jobs run at once. A plan that runs a Job begins with a step that waits for a slot, and gives the slot back once the
 * Job has ended or is undone:
 *
 * <pre>{@code
 * .phase("queue", slots.longestWait(), ErrorCode.QUEUED_TOO_LONG)
 * .step(JobSlots.STEP, slots::await, slots::giveBack)
 * }</pre>
 */
public interface JobSlots {

    /** Name of the step that waits, in every plan. */
    String STEP = "await-slot";

    /** Who gets a slot is woken; this look is for a wake-up that was lost, and keeps the place on the timeline up to date. */
    Duration NEXT_LOOK = Duration.ofSeconds(15);

    /**
     * Takes a slot, or a place in the queue. An operation that has a slot keeps it.
     *
     * @return the place; empty when the operation has a slot
     */
    Optional<Place> take(OperationId id);

    /** Lets the next one in; does nothing when the operation has no slot. */
    void release(OperationId id);

    /** How long an operation may wait for its attempt. */
    Duration longestWait();

    /**
     * Where an operation stands in the queue.
     *
     * @param place 1 for the one that is next
     * @param running operations that have a slot
     */
    record Place(long place, long running) {

        private static final long EXACT = 10;

        /** Far from the head the place is rounded up to tens: followers need not hear of every step. */
        String inWords() {
            long shown = place <= EXACT ? place : (place + EXACT - 1) / EXACT * EXACT;
            return "Waiting for a free slot: %s %d in the queue, %d Jobs run."
                    .formatted(place <= EXACT ? "number" : "among the first", shown, running);
        }
    }

    /** The step. */
    default <S extends Record> Outcome<S> await(S state, Attempt attempt) {
        return take(attempt.operationId())
                .map(place -> Outcome.waitFor(state, NEXT_LOOK, place.inWords()))
                .orElseGet(() -> Outcome.next(state));
    }

    /** Its undo. */
    default <S extends Record> UndoOutcome giveBack(S state, Attempt attempt) {
        release(attempt.operationId());
        return UndoOutcome.done();
    }
}
