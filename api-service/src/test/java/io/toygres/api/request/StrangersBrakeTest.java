package io.toygres.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrangersBrakeTest {

    private Instant now = Instant.parse("2026-01-05T08:00:30Z");

    @Test
    void letsSoManyThroughInEachMinute() {
        var brake = new StrangersBrake(3, clock());

        assertThat(let(brake, 10)).isEqualTo(3);
        now = now.plus(Duration.ofSeconds(29));
        assertThat(let(brake, 10)).isZero();
        now = now.plus(Duration.ofSeconds(1));
        assertThat(let(brake, 10)).isEqualTo(3);
    }

    private static long let(StrangersBrake brake, int tries) {
        return IntStream.range(0, tries).filter(_ -> brake.lets()).count();
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("nobody asks for a zone");
            }
        };
    }
}
