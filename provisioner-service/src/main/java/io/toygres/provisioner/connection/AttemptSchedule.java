package io.toygres.provisioner.connection;

import java.time.Duration;

/**
 * When attempts are due, counted from the first one: with 2 s, 30 s and 120 s at 0, 2, 6, 14, 30, 60, 90 and 120 s. A
 * function of the time passed rather than of a count, so that a woken or repeated attempt does not use attempts up.
 *
 * @param firstDelay time between the first two attempts
 * @param longestDelay where the doubling ends
 * @param deadline when the last attempt is due
 */
record AttemptSchedule(Duration firstDelay, Duration longestDelay, Duration deadline) {

    AttemptSchedule {
        if (!firstDelay.isPositive() || longestDelay.compareTo(firstDelay) < 0 || deadline.isNegative()) {
            throw new IllegalArgumentException("toygres.test-connection needs 0 < first-delay <= longest-delay and a"
                    + " deadline that is not negative, not " + firstDelay + ", " + longestDelay + " and " + deadline);
        }
    }

    static AttemptSchedule of(TestConnectionConfig config) {
        return new AttemptSchedule(config.firstDelay(), config.longestDelay(), config.deadline());
    }

    /** Whether an attempt made now is the last one. */
    boolean isLast(Duration elapsed) {
        return elapsed.compareTo(deadline) >= 0;
    }

    /** Time from now to the next attempt; zero when the deadline has passed. */
    Duration untilNext(Duration elapsed) {
        Duration delay = firstDelay;
        Duration due = delay;
        while (due.compareTo(elapsed) <= 0 && due.compareTo(deadline) < 0) {
            delay = shorter(delay.multipliedBy(2), longestDelay);
            due = due.plus(delay);
        }
        Duration wait = shorter(due, deadline).minus(elapsed);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
