package io.toygres.operation;

/**
 * One kind of long action: a table of contents of its steps. How its service tells of it is {@link OperationEvents}'.
 *
 * @param <S> its immutable state, kept as JSON in the operation's row; it holds no secret in the clear
 */
public interface Operation<S extends Record> {

    /** The steps in order. Called once at start-up; a changed plan is a new version, and the old one stays until drained. */
    Plan<S> plan();
}
