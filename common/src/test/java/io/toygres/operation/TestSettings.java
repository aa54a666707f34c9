package io.toygres.operation;

import java.time.Duration;

/**
 * Settings that make a test wait milliseconds where an operator waits seconds; except for the lease, which no pause of a busy
 * machine should end unless a test is about that.
 */
final class TestSettings implements OperationSettings {

    private int concurrency = 16;
    private Duration lease = Duration.ofMinutes(2);
    private final Duration firstRetry = Duration.ofMillis(10);
    private final Duration longestRetry = Duration.ofMillis(100);
    private Duration lastLook = Duration.ofMinutes(1);
    private Duration longestRun = Duration.ofMinutes(5);
    private Duration breakOffGrace = Duration.ofMinutes(1);
    private Duration unreadablePatience = Duration.ofHours(1);
    private Duration poll = Duration.ofMillis(200);
    private Duration shutdownGrace = Duration.ofSeconds(5);
    private final Duration retention = Duration.ofDays(1);

    private TestSettings() {}

    static TestSettings quick() {
        return new TestSettings();
    }

    TestSettings withConcurrency(int other) {
        concurrency = other;
        return this;
    }

    TestSettings withLease(Duration other) {
        lease = other;
        return this;
    }

    TestSettings withLastLook(Duration other) {
        lastLook = other;
        return this;
    }

    TestSettings withLongestRun(Duration other) {
        longestRun = other;
        return this;
    }

    TestSettings withBreakOffGrace(Duration other) {
        breakOffGrace = other;
        return this;
    }

    TestSettings withUnreadablePatience(Duration other) {
        unreadablePatience = other;
        return this;
    }

    TestSettings withPoll(Duration other) {
        poll = other;
        return this;
    }

    TestSettings withShutdownGrace(Duration other) {
        shutdownGrace = other;
        return this;
    }

    @Override
    public int concurrency() {
        return concurrency;
    }

    @Override
    public Duration lease() {
        return lease;
    }

    @Override
    public Duration firstRetry() {
        return firstRetry;
    }

    @Override
    public Duration longestRetry() {
        return longestRetry;
    }

    @Override
    public Duration lastLook() {
        return lastLook;
    }

    @Override
    public Duration longestRun() {
        return longestRun;
    }

    @Override
    public Duration breakOffGrace() {
        return breakOffGrace;
    }

    @Override
    public Duration unreadablePatience() {
        return unreadablePatience;
    }

    @Override
    public Duration poll() {
        return poll;
    }

    @Override
    public Duration shutdownGrace() {
        return shutdownGrace;
    }

    @Override
    public Duration retention() {
        return retention;
    }
}
