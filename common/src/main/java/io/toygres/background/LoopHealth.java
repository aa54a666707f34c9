package io.toygres.background;

import io.toygres.background.BackgroundLoop.Bounds;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How the rounds of a loop go: written by its thread, read by the readiness check. */
final class LoopHealth {

    /** Often enough to be seen in the last pages of a log, and not so often that it fills them. */
    private static final Duration BETWEEN_REMINDERS = Duration.ofMinutes(5);

    private final Bounds bounds;
    private final LongSupplier nanoTime;
    /** When the round under way last gave a sign of life; empty between rounds. */
    private Optional<Long> signOfLife = Optional.empty();
    /** When the first of the rounds failed that failed in a row; empty when the last one worked. */
    private Optional<Long> failingSince = Optional.empty();
    /** When the failing was last told of. */
    private long told;

    LoopHealth(Bounds bounds, LongSupplier nanoTime) {
        this.bounds = bounds;
        this.nanoTime = nanoTime;
    }

    synchronized void begun() {
        signOfLife = Optional.of(nanoTime.getAsLong());
    }

    synchronized void progress() {
        signOfLife = signOfLife.map(_ -> nanoTime.getAsLong());
        failingSince = Optional.empty();
    }

    /** @return true when an outage is over */
    synchronized boolean completed() {
        boolean over = failingSince.isPresent();
        signOfLife = Optional.empty();
        failingSince = Optional.empty();
        return over;
    }

    /** @return true when this is to be told of: an outage begins, or has gone on for so long again */
    synchronized boolean failed() {
        long now = nanoTime.getAsLong();
        boolean tell = failingSince.isEmpty() || now - told >= BETWEEN_REMINDERS.toNanos();
        signOfLife = Optional.empty();
        failingSince = failingSince.or(() -> Optional.of(now));
        told = tell ? now : told;
        return tell;
    }

    synchronized Optional<String> trouble() {
        return signOfLife
                .map(this::since)
                .filter(standing -> standing.compareTo(bounds.standstill()) > 0)
                .map(standing -> "stands still for " + standing.toSeconds() + " s")
                .or(() -> failingSince
                        .map(this::since)
                        .filter(failing -> failing.compareTo(bounds.failing()) > 0)
                        .map(failing -> "fails for " + failing.toSeconds() + " s; the log has the error"));
    }

    private Duration since(long then) {
        return Duration.ofNanos(nanoTime.getAsLong() - then);
    }
}
