package io.toygres.api.webhook.connection;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt to send something.
 *
 * @param status of HTTP; null when there was no answer
 * @param error what went wrong, a sentence for users; null when it was delivered
 */
public record Attempt(@Nullable Integer status, @Nullable String error, Duration took) {

    private static final int GONE = 410;

    static Attempt answered(int status, Duration took) {
        return new Attempt(status, status / 100 == 2 ? null : "The receiver answered " + status + ".", took);
    }

    public static Attempt failed(String error, Duration took) {
        return new Attempt(null, error, took);
    }

    public boolean isDelivered() {
        return error == null;
    }

    /** The receiver wants no more of them, as the Standard Webhooks have it. */
    public boolean isGone() {
        return status != null && status == GONE;
    }
}
