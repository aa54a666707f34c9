package io.toygres.local.up;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One line for each thing that has started, with the time it took; and every 10 s one that says what is being waited for. */
final class Progress {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final Map<String, Instant> BEGUN = new ConcurrentSkipListMap<>();

    private Progress() {}

    static <T> T step(String what, Supplier<T> work) {
        Instant start = Instant.now();
        BEGUN.put(what, start);
        try {
            T result = work.get();
            say("%-28s %5.1f s"
                    .formatted(what, Duration.between(start, Instant.now()).toMillis() / 1000.0));
            return result;
        } finally {
            BEGUN.remove(what);
        }
    }

    static void say(String line) {
        System.out.println(line);
    }

    /** From now on for as long as this JVM lives. */
    static void tellOfWaiting() {
        Thread.ofVirtual().name("progress").start(() -> {
            try {
                while (true) {
                    Thread.sleep(BETWEEN_LINES);
                    tellOnce();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void tellOnce() {
        Instant now = Instant.now();
        String waiting = BEGUN.entrySet().stream()
                .map(begun -> "%s (%d s)"
                        .formatted(
                                begun.getKey(),
                                Duration.between(begun.getValue(), now).toSeconds()))
                .collect(Collectors.joining(", "));
        if (!waiting.isEmpty()) {
            say("… still starting: " + waiting);
        }
    }
}
