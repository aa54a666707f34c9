package io.toygres.operation;

import io.toygres.contract.Event;
import io.toygres.contract.Failure;
import io.toygres.contract.Progress;

/**
 * One kind of long action: a table of contents of its steps, and how it reports.
 *
 * @param <S> its immutable state, kept as JSON in the operation's row; it holds no secret in the clear
 */
public interface Operation<S extends Record> {

    /** The steps in order. Called once at start-up; a changed plan is a new version, and the old one stays until drained. */
    Plan<S> plan();

    /** Tells followers that the operation reached a step or waits for a new reason. */
    Event progressed(S state, Progress progress);

    /** Tells followers that the operation failed or was cancelled; emitted once everything it did is undone. */
    Event failed(S state, Failure failure);
}
