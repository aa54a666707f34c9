package io.toygres.api.request;

import io.toygres.api.command.IdempotencyConfig;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.messaging.CloudEventHeaders;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** A request is carried out while it is young, so that one that somebody has kept and sends again is known, or too old. */
@Singleton
final class Age {

    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private final Duration longest;
    private final Clock clock;

    Age(RequestConfig config, IdempotencyConfig idempotency, Clock clock) {
        this.longest = config.longestAge();
        this.clock = clock;
        if (longest.plus(CLOCKS_APART).compareTo(idempotency.keep()) >= 0) {
            throw new IllegalStateException(
                    "toygres.requests.longest-age and 5 minutes must be less than toygres.idempotency.keep, "
                            + idempotency.keep());
        }
    }

    /** @throws ProblemException REQUEST_TOO_OLD, or INVALID_PARAMETER when it has no time */
    void check(ReceivedRequest request) {
        Instant time = time(request.header(CloudEventHeaders.TIME));
        Instant now = clock.instant();
        if (time.isBefore(now.minus(longest)) || time.isAfter(now.plus(CLOCKS_APART))) {
            throw new ProblemException(
                    ProblemCode.REQUEST_TOO_OLD,
                    CloudEventHeaders.TIME,
                    "It is of " + time + ", and now is " + now + ".");
        }
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw new ProblemException(
                    ProblemCode.INVALID_PARAMETER, CloudEventHeaders.TIME, "Send a time such as 2026-01-31T00:00:00Z.");
        }
    }
}
