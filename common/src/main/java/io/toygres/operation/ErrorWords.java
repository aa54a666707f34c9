package io.toygres.operation;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.toygres.database.DatabaseException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What kind of error it was, in words that users may read: no class name, and nothing of its text, which may hold secrets. */
final class ErrorWords {

    private static final int DEEPEST_CAUSE = 10;

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
                    case InterruptedException _ -> "it was broken off";
                    case KubernetesClientException _ -> "the Kubernetes API did not do what it was asked";
                    case DatabaseException _, SQLException _ -> "the database failed";
                    case SocketTimeoutException _, HttpTimeoutException _, TimeoutException _ -> "a call took too long";
                    case IOException _ -> "a connection failed";
                    default -> null;
                });
    }
}
