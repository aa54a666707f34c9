package io.toygres.api.testing;

import io.quarkus.arc.Arc;
import io.toygres.api.access.CallerCache;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The service's clock, which a test can set forward. */
@Singleton
@Alternative
@Priority(1)
public final class TestClock extends Clock {

    private volatile Duration ahead = Duration.ZERO;

    /** What is remembered for seconds is forgotten with it. */
    public void advance(Duration duration) {
        ahead = ahead.plus(duration);
        Arc.container().instance(CallerCache.class).get().forget();
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the service asks for instants only");
    }
}
