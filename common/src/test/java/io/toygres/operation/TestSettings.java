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
        Duration longestRun,
        Duration breakOffGrace,
        Duration unreadablePatience,
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
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                Duration.ofMillis(200),
                Duration.ofSeconds(5),
                Duration.ofDays(1));
    }

    TestSettings withConcurrency(int other) {
        return new TestSettings(
                other,
                lease,
                firstRetry,
                longestRetry,
                lastLook,
                longestRun,
                breakOffGrace,
                unreadablePatience,
                poll,
                shutdownGrace,
                retention);
    }

    TestSettings withLease(Duration other) {
        return new TestSettings(
                concurrency,
                other,
                firstRetry,
                longestRetry,
                lastLook,
                longestRun,
                breakOffGrace,
                unreadablePatience,
                poll,
                shutdownGrace,
                retention);
    }

    TestSettings withLastLook(Duration other) {
        return new TestSettings(
                concurrency,
                lease,
                firstRetry,
                longestRetry,
                other,
                longestRun,
                breakOffGrace,
                unreadablePatience,
                poll,
                shutdownGrace,
                retention);
    }

    TestSettings withLongestRun(Duration other) {
        return new TestSettings(
                concurrency,
                lease,
                firstRetry,
                longestRetry,
                lastLook,
                other,
                breakOffGrace,
                unreadablePatience,
                poll,
                shutdownGrace,
                retention);
    }

    TestSettings withBreakOffGrace(Duration other) {
        return new TestSettings(
                concurrency,
                lease,
                firstRetry,
                longestRetry,
                lastLook,
                longestRun,
                other,
                unreadablePatience,
                poll,
                shutdownGrace,
                retention);
    }

    TestSettings withUnreadablePatience(Duration other) {
        return new TestSettings(
                concurrency,
                lease,
                firstRetry,
                longestRetry,
                lastLook,
                longestRun,
                breakOffGrace,
                other,
                poll,
                shutdownGrace,
                retention);
    }

    TestSettings withPoll(Duration other) {
        return new TestSettings(
                concurrency,
                lease,
                firstRetry,
                longestRetry,
                lastLook,
                longestRun,
                breakOffGrace,
                unreadablePatience,
                other,
                shutdownGrace,
                retention);
    }

    TestSettings withShutdownGrace(Duration other) {
        return new TestSettings(
                concurrency,
                lease,
                firstRetry,
                longestRetry,
                lastLook,
                longestRun,
                breakOffGrace,
                unreadablePatience,
                poll,
                other,
                retention);
    }
}
