package io.toygres.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "999, 999 bytes",
        "1000, 1.0 kB",
        "1234567, 1.2 MB",
        "999999, 1.0 MB",
        "340000000000, 340 GB",
        "9223372036854775807, 9.2 EB"
    })
    void sizesHaveTheirUnit(double bytes, String text) {
        assertThat(Amounts.size(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT2.5S, 2.5 s", "PT3M20S, 3 min 20 s", "PT2H5M59S, 2 h 5 min"})
    void durationsAreRounded(Duration duration, String text) {
        assertThat(Amounts.duration(duration)).isEqualTo(text);
    }

    @Test
    void aSizeInATimeHasItsRate() {
        assertThat(Amounts.sizeIn(1_234_567, Duration.ofMillis(2500))).isEqualTo("1.2 MB in 2.5 s (494 kB/s)");
        assertThat(Amounts.sizeIn(5, Duration.ZERO)).isEqualTo("5 bytes in 0.0 s");
    }
}
