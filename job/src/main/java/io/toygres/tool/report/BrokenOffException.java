package io.toygres.tool.report;

/** Ends the container because another one of its pod has ended, whose verdict counts. */
public final class BrokenOffException extends RuntimeException {
    public BrokenOffException(String message) {
        super(message);
    }
}
