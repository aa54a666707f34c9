package io.toygres.api.command;

import io.toygres.api.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What came of an item.
 *
 * @param accepted null when it is refused
 * @param problem null when it is accepted
 */
public record BulkResult(
        @Nullable Accepted accepted, @Nullable Problem problem) {

    private static final int ACCEPTED = 202;

    /** The status that the item alone is answered with. */
    public int status() {
        return problem == null ? ACCEPTED : problem.status();
    }

    public boolean isAccepted() {
        return problem == null;
    }
}
