package io.toygres.operation;

/**
 * Undoes what a step may have done, wholly, partly or not at all. It runs until it says that nothing is left, is
 * retried without limit unless somebody abandons it, and may run twice.
 */
@FunctionalInterface
public interface Undo<S extends Record> {

    /** @return {@link UndoOutcome.Done} when nothing is left, {@link UndoOutcome.Wait} to be asked again */
    UndoOutcome run(S state, Attempt attempt) throws Exception;
}
