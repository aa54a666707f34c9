package io.toygres.api.command;

import io.toygres.api.problem.Problem;
import io.toygres.contract.OperationId;
import java.util.List;
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

    /** Where to watch it; null when it is refused. */
    public @Nullable OperationId operation() {
        return accepted == null ? null : accepted.operation();
    }

    /** The view of the instance or image; null when it is refused. */
    public <T> @Nullable T resource(Class<T> type) {
        return accepted == null ? null : type.cast(accepted.resource());
    }

    public static int accepted(List<BulkResult> results) {
        return (int) results.stream().filter(result -> result.accepted != null).count();
    }
}
