package io.toygres.operation;

import io.toygres.contract.TransientException;
import io.toygres.database.DatabaseException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/**
 * What kind of error it was, in words that users may read: no class name, and nothing of its text, which may hold secrets, except
 * of a failure that was worded for users.
 */
final class ErrorWords {

    private static final int DEEPEST_CAUSE = 10;

    private final List<KnownErrors> others;

    /** @param others what is known of errors of libraries that this package does not use */
    ErrorWords(List<KnownErrors> others) {
        this.others = others;
    }

    String of(Throwable error) {
        return Stream.<@Nullable Throwable>iterate(error, cause -> cause == null ? null : cause.getCause())
                .limit(DEEPEST_CAUSE)
                .flatMap(Stream::ofNullable)
                .flatMap(cause -> known(cause).or(() -> knownToOthers(cause)).stream())
                .findFirst()
                .orElse("an unexpected error");
    }

    private Optional<String> knownToOthers(Throwable error) {
        return others.stream().flatMap(other -> other.words(error).stream()).findFirst();
    }

    private static Optional<String> known(Throwable error) {
        return Optional.ofNullable(
                switch (error) {
                    case OutOfMemoryError _ -> "the service is out of memory";
                    case Error _ -> "a fault in the service";
                    case UnreadableOperationException unreadable -> unreadable.reason();
                    case HungException _ -> "a call did not return";
                    case TransientException passing ->
                        sentence(passing.failure().detail());
                    case InterruptedException _ -> "it was broken off";
                    case CircuitBreakerOpenException _ ->
                        "it failed for every operation and is left alone for a moment";
                    case DatabaseException _, SQLException _ -> "the database failed";
                    case SocketTimeoutException _, HttpTimeoutException _, TimeoutException _ -> "a call took too long";
                    case IOException _ -> "a connection failed";
                    default -> null;
                });
    }

    /** Its words become a part of another sentence. */
    private static String sentence(String detail) {
        String text = Compensation.storable(detail);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
