package io.toygres.local.up;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** One line for each thing that has started, with the time it took. */
final class Progress {
    private Progress() {}

    static <T> T step(String what, Supplier<T> work) {
        Instant start = Instant.now();
        T result = work.get();
        say("%-28s %5.1f s"
                .formatted(what, Duration.between(start, Instant.now()).toMillis() / 1000.0));
        return result;
    }

    static void say(String line) {
        System.out.println(line);
    }
}
