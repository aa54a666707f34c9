package io.toygres.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * How long requests took.
 *
 * @param sorted nanoseconds of each, shortest first
 * @param wall from the first one's begin to the last one's end
 */
record Times(List<Long> sorted, Duration wall) {

    static Times of(Collection<Long> nanos, Duration wall) {
        if (nanos.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return new Times(nanos.stream().sorted().toList(), wall);
    }

    double perSecond() {
        return sorted.size() / (wall.toNanos() / 1e9);
    }

    /** In milliseconds: as many per cent of the requests took no longer. */
    double percentile(int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1) / 1e6;
    }

    @Override
    public String toString() {
        return "%d requests, p50 %.2f ms, p99 %.2f ms".formatted(sorted.size(), percentile(50), percentile(99));
    }
}
