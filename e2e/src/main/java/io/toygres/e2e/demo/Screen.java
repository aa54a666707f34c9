package io.toygres.e2e.demo;

import io.toygres.e2e.api.Operation;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** What the user of the demo sees: a heading for each phase, its progress, and how long it took. */
final class Screen {

    private final PrintStream out;
    private final Map<String, Duration> durations = new LinkedHashMap<>();
    private final long started = System.nanoTime();
    private String lastProgress = "";

    Screen(PrintStream out) {
        this.out = out;
    }

    <T> T phase(String heading, Supplier<T> work) {
        out.printf("%n▶ %s%n", heading);
        long start = System.nanoTime();
        T result = work.get();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        durations.put(heading, took);
        out.printf("  done in %s%n", seconds(took));
        return result;
    }

    /** One line for each new thing that an operation tells. */
    void progress(Operation.Entry entry) {
        String text = Objects.requireNonNullElse(entry.message(), "");
        Long done = entry.doneBytes();
        if (done != null) {
            Long total = entry.totalBytes();
            text += total == null ? " — " + bytes(done) : " — " + bytes(done) + " of " + bytes(total);
        }
        if (!text.isBlank() && !text.equals(lastProgress)) {
            lastProgress = text;
            line("%s  %s".formatted(seconds(Duration.ofNanos(System.nanoTime() - started)), text));
        }
    }

    void line(String text) {
        out.println("  " + text);
    }

    void failure(Exception failure) {
        out.printf("%n✗ %s%n", failure.getMessage());
    }

    void timings() {
        out.println();
        durations.forEach((phase, took) -> line("%-60s %s".formatted(phase, seconds(took))));
        line("%-60s %s".formatted("all together", seconds(Duration.ofNanos(System.nanoTime() - started))));
    }

    static String bytes(long bytes) {
        return bytes < 10_000_000 ? "%.1f MB".formatted(bytes / 1e6) : "%.0f MB".formatted(bytes / 1e6);
    }

    private static String seconds(Duration duration) {
        return "%6.1f s".formatted(duration.toMillis() / 1000.0);
    }
}
