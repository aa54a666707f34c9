package io.toygres.api.command;

import io.toygres.api.problem.ProblemException;
import io.toygres.database.DatabaseException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One of the things that a bulk request asks for.
 *
 * @param action the {@code operationId} that does the same alone
 * @param target what it names; null when it names nothing that is there
 * @param order of two items that may want the same, both requests take first the one whose order is lower
 * @param work what that does
 * @param refusal what a failure of the work's statements means: a {@link ProblemException}, or the failure itself
 */
public record BulkItem(
        String action,
        @Nullable String target,
        String order,
        Commands.Work work,
        Function<DatabaseException, RuntimeException> refusal) {

    /** One that can't even be read. */
    static BulkItem refused(String action, @Nullable String target, ProblemException problem) {
        return new BulkItem(
                action,
                target,
                "",
                _ -> {
                    throw problem;
                },
                failure -> failure);
    }
}
