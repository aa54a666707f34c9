package io.toygres.tool.process;

/** This thread was told to stop because work elsewhere has failed or the pod ends; a consequence, never a cause. */
public final class StoppedException extends RuntimeException {

    public StoppedException(String what) {
        super("stopped while " + what);
    }
}
