package io.toygres.database;

import io.vertx.pgclient.PgException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement that failed, or that could not be asked for. Neither its message nor its cause holds values of a row, as the server's
 * detail of an error would.
 */
public final class DatabaseException extends RuntimeException {

    /** Class 08 and 57P of https://www.postgresql.org/docs/current/errcodes-appendix.html: connection exception, shutdown */
    private static final String OUTAGES = "08...|57P..|53300";

    /** deadlock_detected */
    private static final String DEADLOCK = "40P01";

    private final @Nullable String sqlState;
    private final @Nullable String constraint;
    private final boolean outage;

    private DatabaseException(
            String message,
            @Nullable Throwable cause,
            @Nullable String sqlState,
            @Nullable String constraint,
            boolean outage) {
        super(message, cause);
        this.sqlState = sqlState;
        this.constraint = constraint;
        this.outage = outage;
    }

    static DatabaseException refused(PgException e) {
        return refused(String.valueOf(e.getMessage()), e.getSqlState(), e.getConstraint());
    }

    /** What the server answered. */
    public static DatabaseException refused(String message, String sqlState, @Nullable String constraint) {
        return new DatabaseException(message, null, sqlState, constraint, sqlState.matches(OUTAGES));
    }

    /** There is no answer, or no connection. */
    public static DatabaseException outage(String message, @Nullable Throwable cause) {
        return new DatabaseException(message, cause, null, null, true);
    }

    /** The client could not encode the statement. */
    static DatabaseException unsendable(Throwable cause) {
        // The client's text quotes the value.
        String text = String.valueOf(cause.getMessage()).replaceFirst("(?s) and value = .* can not", " can not");
        return new DatabaseException(text, null, null, null, false);
    }

    /** https://www.postgresql.org/docs/current/errcodes-appendix.html; empty when the server did not answer. */
    public Optional<String> sqlState() {
        return Optional.ofNullable(sqlState);
    }

    /** The constraint that the statement broke. */
    public Optional<String> constraint() {
        return Optional.ofNullable(constraint);
    }

    /** True when it waited for another transaction that waited for it: nothing of this one was done, and the same may work at once. */
    public boolean isDeadlock() {
        return DEADLOCK.equals(sqlState);
    }

    /** True when there was no connection, or the one in use broke: the same may work later. */
    public boolean isOutage() {
        return outage;
    }
}
