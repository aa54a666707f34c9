package io.toygres.consumer;

import java.time.Duration;

/** Milliseconds where an operator waits seconds. */
record TestConsumerSettings(int tries, Duration firstRetry, Duration longestRetry, Duration stuckAfter, int concurrency)
        implements ConsumerSettings {

    static TestConsumerSettings quick() {
        return new TestConsumerSettings(3, Duration.ofMillis(10), Duration.ofMillis(100), Duration.ZERO, 16);
    }
}
