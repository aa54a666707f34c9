package io.toygres.api.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(1);

    @Test
    void doublesUpToTheLongest() {
        var latest = new Backoff(FIRST, LONGEST, new Always(1));

        assertThat(latest.after(1)).isEqualTo(FIRST);
        assertThat(latest.after(2)).isEqualTo(Duration.ofSeconds(10));
        assertThat(latest.after(3)).isEqualTo(Duration.ofSeconds(20));
        assertThat(latest.after(10)).isEqualTo(Duration.ofSeconds(2560));
        assertThat(latest.after(11)).isEqualTo(LONGEST);
        assertThat(latest.after(Integer.MAX_VALUE)).isEqualTo(LONGEST);
    }

    @Test
    void takesUpToHalfOff() {
        assertThat(new Backoff(FIRST, LONGEST, new Always(0)).after(2)).isEqualTo(Duration.ofSeconds(5));
        var random = new Backoff(FIRST, LONGEST, new Random(1));

        for (int attempts = 1; attempts < 100; attempts++) {
            assertThat(random.after(attempts)).isBetween(FIRST.dividedBy(2), LONGEST);
        }
    }

    private record Always(double value) implements RandomGenerator {

        @Override
        public double nextDouble() {
            return value;
        }

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException("nobody asks for it");
        }
    }
}
