package io.toygres.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimesTest {

    private static final List<Long> ONE_TO_TWO_HUNDRED_MS = LongStream.rangeClosed(1, 200)
            .map(ms -> ms * 1_000_000)
            .boxed()
            .toList()
            .reversed();

    @Test
    void aPercentileIsTheTimeThatSoManyPerCentDoNotExceed() {
        Times times = Times.of(ONE_TO_TWO_HUNDRED_MS, Duration.ofSeconds(4));

        assertThat(times.percentile(50)).isEqualTo(100);
        assertThat(times.percentile(99)).isEqualTo(198);
        assertThat(times.percentile(100)).isEqualTo(200);
        assertThat(times.perSecond()).isEqualTo(50);
    }

    @Test
    void oneRequestIsEveryPercentile() {
        Times times = Times.of(List.of(3_000_000L), Duration.ofSeconds(1));

        assertThat(times.percentile(1)).isEqualTo(3);
        assertThat(times.percentile(99)).isEqualTo(3);
    }

    @Test
    void nothingMeasuredIsNoResult() {
        assertThatThrownBy(() -> Times.of(List.of(), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
