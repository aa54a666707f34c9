package io.toygres.api.webhook.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** The pause after failed attempts: doubled each time up to a bound, less a random part of up to half, so that receivers are not hit in waves. */
record Backoff(Duration first, Duration longest, RandomGenerator random) {

    /** Beyond it every pause is the longest, and numbers stay small. */
    private static final int MOST_DOUBLINGS = 30;

    /** @param attempts that failed in a row, 1 or more */
    Duration after(int attempts) {
        double doubled = first.toMillis() * Math.pow(2, Math.min(attempts - 1, MOST_DOUBLINGS));
        double full = Math.min((double) longest.toMillis(), doubled);
        return Duration.ofMillis(Math.round(full * (0.5 + random.nextDouble() / 2)));
    }
}
