package io.toygres.operation;

import java.time.Duration;
import java.util.Locale;

/** Durations for people. */
final class Durations {

    private Durations() {}

    /** {@code PT1H30M} → {@code 1h30m}, {@code PT2.5S} → {@code 2.5s} */
    static String inWords(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
