package io.toygres.operation;

/**
 * One verb: look at the world, return at once when it is already done, else act. A step may run again after a crash between
 * its act and the commit of its outcome, so running it twice must do no more than running it once. It never sleeps, polls,
 * publishes or writes the operation's row.
 */
@FunctionalInterface
public interface Step<S extends Record> {

    /**
     * @throws io.toygres.contract.TerminalException to fail the operation; every other exception is retried with backoff
     *     until the phase's deadline
     */
    Outcome<S> run(S state, Attempt attempt) throws Exception;
}
