package io.toygres.api.request;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * Whoever can write to the topic can make up requests that no token has signed: so many are answered and noted in each minute, and what signed
 * requests get is not held up by the rest. There is nothing to guess from: a signature can't be tried out.
 */
@Singleton
class StrangersBrake {

    private static final long MINUTE_MILLIS = 60_000;

    private final int most;
    private final Clock clock;
    private long minute;
    private int answered;

    @Inject
    StrangersBrake(RequestConfig config, Clock clock) {
        this(config.strangersPerMinute(), clock);
    }

    StrangersBrake(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    synchronized boolean lets() {
        long now = clock.millis() / MINUTE_MILLIS;
        if (now != minute) {
            minute = now;
            answered = 0;
        }
        if (answered >= most) {
            return false;
        }
        answered++;
        return true;
    }
}
