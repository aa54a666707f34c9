package io.toygres.messaging;

import java.sql.SQLException;
import java.util.function.Predicate;
import org.jdbi.v3.core.JdbiException;

/**
 * Tells a message that may be applied later from one that never can be: a record that is not a message of ours, or one that the
 * database's types or constraints refuse. The latter goes to the dead-letter topic, so that it does not hold its partition up
 * for ever. For {@code @RetryWhen} of a consumer.
 */
public final class WorthRetrying implements Predicate<Throwable> {

    /** https://www.postgresql.org/docs/current/errcodes-appendix.html: data exception, integrity constraint violation */
    private static boolean isRefusal(String sqlState) {
        return sqlState.startsWith("22") || sqlState.startsWith("23");
    }

    @Override
    public boolean test(Throwable thrown) {
        return switch (thrown) {
            case UnreadableMessageException _ -> false;
            case JdbiException e
            when e.getCause() instanceof SQLException cause && cause.getSQLState() != null ->
                !isRefusal(cause.getSQLState());
            default -> true;
        };
    }
}
