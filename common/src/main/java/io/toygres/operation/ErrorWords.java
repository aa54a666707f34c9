package io.toygres.operation;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.toygres.contract.TransientException;
import io.toygres.database.DatabaseException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
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

    /** The service lacks a right, or its token is not known. */
    private static final Set<Integer> REFUSALS =
            Set.of(HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN);

    private ErrorWords() {}

    static String of(Throwable error) {
        return Stream.<@Nullable Throwable>iterate(error, cause -> cause == null ? null : cause.getCause())
                .limit(DEEPEST_CAUSE)
                .flatMap(Stream::ofNullable)
                .flatMap(cause -> known(cause).stream())
                .findFirst()
                .orElse("an unexpected error");
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
                    case KubernetesClientException refused
                    when REFUSALS.contains(refused.getCode()) ->
                        "the Kubernetes API refused it with HTTP " + refused.getCode();
                    case CircuitBreakerOpenException _ ->
                        "it failed for every operation and is left alone for a moment";
                    case KubernetesClientException _ -> "the Kubernetes API did not do what it was asked";
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
