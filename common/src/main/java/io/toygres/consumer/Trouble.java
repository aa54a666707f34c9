package io.toygres.consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.database.DatabaseException;
import io.toygres.messaging.RefusedMessageException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/**
 * Why a message could not be applied.
 *
 * @param reason one line for people: no name of a class, no SQL
 */
record Trouble(Kind kind, String reason) {

    /** What follows from it. */
    enum Kind {
        /** Nothing makes this message acceptable: a dead letter at once. */
        REFUSED,
        /** Nothing is wrong with this message, as far as can be told: tried again until it works. */
        OUTAGE,
        /** May be temporary, or a mistake of ours that this message brings out: tried again a number of times, then a dead letter. */
        FAULT
    }

    /**
     * Classes of SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) that the content of a message brings about:
     * cardinality violation, data exception, integrity constraint violation, WITH CHECK OPTION, program limit exceeded (an index row too
     * long), and what a trigger of ours raises.
     */
    private static final Set<String> REFUSALS = Set.of("21", "22", "23", "44", "54", "P0");

    /**
     * Classes that say something of the database, whatever the message: connection exception, invalid authorization, invalid catalogue
     * and schema name, syntax error or access rule violation (the statements are constant, so a table or privilege is missing),
     * insufficient resources, operator intervention, system error (a library that was upgraded under the running server), internal and
     * configuration file error.
     */
    private static final Set<String> OUTAGES = Set.of("08", "28", "3D", "3F", "42", "53", "57", "58", "XX", "F0");

    /** Canceled by a statement's time-out: the database works, this statement was too slow. */
    private static final String QUERY_CANCELED = "57014";
    /** A server that became a standby, until the connections lead to the new primary. */
    private static final String READ_ONLY_TRANSACTION = "25006";

    private static final int CLASS = 2;

    static Trouble of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Optional<Trouble> known = known(cause);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return new Trouble(Kind.FAULT, "an error of the service, which its log has");
    }

    private static Optional<Trouble> known(Throwable cause) {
        return switch (cause) {
            // An IOException by descent only
            case JsonProcessingException _ -> Optional.empty();
            case RefusedMessageException refusal -> Optional.of(new Trouble(Kind.REFUSED, refusal.reason()));
            case DatabaseException e
            when e.sqlState().isPresent() -> e.sqlState().map(Trouble::ofSqlState);
            case KafkaException _ -> Optional.of(new Trouble(Kind.OUTAGE, "the broker does not take its dead letter"));
            case DatabaseException e when !e.isOutage() -> Optional.empty();
            case DatabaseException _, IOException _, TimeoutException _ ->
                Optional.of(new Trouble(Kind.OUTAGE, "the database does not answer"));
            default -> Optional.empty();
        };
    }

    private static Trouble ofSqlState(String sqlState) {
        String category = sqlState.substring(0, Math.min(CLASS, sqlState.length()));
        if (REFUSALS.contains(category)) {
            return new Trouble(Kind.REFUSED, "the database refuses its content, SQLSTATE " + sqlState);
        }
        boolean outage = sqlState.equals(READ_ONLY_TRANSACTION)
                || (OUTAGES.contains(category) && !sqlState.equals(QUERY_CANCELED));
        return outage
                ? new Trouble(Kind.OUTAGE, "the database is not in order, SQLSTATE " + sqlState)
                : new Trouble(Kind.FAULT, "the database could not apply it, SQLSTATE " + sqlState);
    }
}
