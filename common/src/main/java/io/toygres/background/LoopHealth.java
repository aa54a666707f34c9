package io.toygres.background;

import io.toygres.background.BackgroundLoop.Bounds;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How the rounds of a loop go: written by its thread, read by the readiness check. */
final class LoopHealth {

    private final Bounds bounds;
    private final LongSupplier nanoTime;
    /** When the round under way last gave a sign of life; empty between rounds. */
    private Optional<Long> signOfLife = Optional.empty();
    /** When the first of the rounds failed that failed in a row; empty when the last one worked. */
    private Optional<Long> failingSince = Optional.empty();

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

    /** @return true when an outage begins */
    synchronized boolean failed() {
        boolean begins = failingSince.isEmpty();
        signOfLife = Optional.empty();
        failingSince = failingSince.or(() -> Optional.of(nanoTime.getAsLong()));
        return begins;
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
