package io.toygres.operation;

import java.time.Duration;

/**
 * Settings that make a test wait milliseconds where an operator waits seconds; except for the lease, which no pause of a busy
 * machine should end unless a test is about that.
 */
record TestSettings(
        int concurrency,
        Duration lease,
        Duration firstRetry,
        Duration longestRetry,
        Duration lastLook,
        Duration poll,
        Duration shutdownGrace,
        Duration retention)
        implements OperationSettings {

    static TestSettings quick() {
        return new TestSettings(
                16,
                Duration.ofMinutes(2),
                Duration.ofMillis(10),
                Duration.ofMillis(100),
                Duration.ofMinutes(1),
                Duration.ofMillis(200),
                Duration.ofSeconds(5),
                Duration.ofDays(1));
    }

    TestSettings withConcurrency(int steps) {
        return new TestSettings(steps, lease, firstRetry, longestRetry, lastLook, poll, shutdownGrace, retention);
    }

    TestSettings withLease(Duration other) {
        return new TestSettings(concurrency, other, firstRetry, longestRetry, lastLook, poll, shutdownGrace, retention);
    }

    TestSettings withLastLook(Duration shorter) {
        return new TestSettings(concurrency, lease, firstRetry, longestRetry, shorter, poll, shutdownGrace, retention);
    }

    TestSettings withPoll(Duration longer) {
        return new TestSettings(
                concurrency, lease, firstRetry, longestRetry, lastLook, longer, shutdownGrace, retention);
    }

    TestSettings withShutdownGrace(Duration shorter) {
        return new TestSettings(concurrency, lease, firstRetry, longestRetry, lastLook, poll, shorter, retention);
    }
}
