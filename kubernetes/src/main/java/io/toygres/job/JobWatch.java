package io.toygres.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What an operation remembers of the Job that it follows; part of its state, so that a stall outlives a restart of the service.
 *
 * @param last what the Job's workers said last, and since when they say so
 * @param toldAt when followers last heard of it
 */
public record JobWatch(LastProgress last, Instant toldAt) {

    /** Followers need not hear of every second's bytes. */
    private static final Duration BETWEEN_EVENTS = Duration.ofSeconds(5);

    static JobWatch begin(Instant now) {
        return new JobWatch(LastProgress.none(now), now);
    }

    JobWatch update(List<JobProgress> progress, Instant now) {
        return new JobWatch(last.update(progress, now), toldAt);
    }

    JobWatch told(Instant now) {
        return new JobWatch(last, now);
    }

    /** Whether there is progress that followers should hear of now. */
    boolean hasNews(Instant now) {
        return !last.workers().isEmpty()
                && last.since().isAfter(toldAt)
                && Duration.between(toldAt, now).compareTo(BETWEEN_EVENTS) >= 0;
    }
}
