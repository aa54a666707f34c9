package io.toygres.api.operation;

import java.time.Duration;
import java.util.Locale;

/** Sizes, durations and rates as users read them. */
public final class Amounts {

    private static final String UNITS = "kMGTPE";
    private static final double STEP = 1000;

    private Amounts() {}

    /** Such as {@code 812 bytes}, {@code 1.2 MB} or {@code 340 GB}: powers of 1000, as the storage is billed. */
    public static String size(double bytes) {
        if (bytes < STEP) {
            return Math.round(bytes) + " bytes";
        }
        int unit = -1;
        double value = bytes;
        while (value >= STEP - 0.5 && unit + 1 < UNITS.length()) {
            value /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f %cB" : "%.0f %cB", value, UNITS.charAt(unit));
    }

    /** Such as {@code 2.5 s}, {@code 3 min 20 s} or {@code 2 h 5 min}. */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / STEP);
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    /** Such as {@code 1.2 MB in 2.5 s (494 kB/s)}. */
    public static String sizeIn(long bytes, Duration duration) {
        double exact = (double) bytes;
        String size = size(exact) + " in " + duration(duration);
        return duration.toMillis() == 0 ? size : size + " (" + size(exact * STEP / duration.toMillis()) + "/s)";
    }
}
