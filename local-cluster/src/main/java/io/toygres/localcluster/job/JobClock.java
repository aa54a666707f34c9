package io.toygres.localcluster.job;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.toygres.localcluster.registry.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When something is due for a Job: its next try, its deadline, its removal. */
final class JobClock {
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);

    private final Clock clock;
    private final Duration backoff;
    private final Map<String, Instant> lastFailure = new ConcurrentHashMap<>();

    /** @param backoff before the first retry; doubles up to ten minutes */
    JobClock(Clock clock, Duration backoff) {
        this.clock = clock;
        this.backoff = backoff;
    }

    String now() {
        return Timestamps.now(clock);
    }

    void noteFailure(Job job) {
        lastFailure.put(job.getMetadata().getUid(), clock.instant());
    }

    void forget(Job job) {
        lastFailure.remove(job.getMetadata().getUid());
    }

    /** Until the next try; not positive when that is due. */
    Duration pause(Job job) {
        Instant failure = lastFailure.get(job.getMetadata().getUid());
        Integer failures = job.getStatus().getFailed();
        if (failure == null || failures == null || failures == 0) {
            return Duration.ZERO;
        }
        Duration pause = backoff.multipliedBy(1L << Math.min(failures - 1, 10));
        return until(failure.plus(pause.compareTo(LONGEST_BACKOFF) < 0 ? pause : LONGEST_BACKOFF));
    }

    /** {@code activeDeadlineSeconds}; not positive when they are over. */
    Optional<Duration> untilDeadline(Job job) {
        Long seconds = job.getSpec().getActiveDeadlineSeconds();
        String start = job.getStatus().getStartTime();
        return seconds == null || start == null
                ? Optional.empty()
                : Optional.of(until(Instant.parse(start).plusSeconds(seconds)));
    }

    /** {@code ttlSecondsAfterFinished} of one that has finished; not positive when they are over. */
    Optional<Duration> untilExpiry(Job job) {
        Integer seconds = job.getSpec().getTtlSecondsAfterFinished();
        return seconds == null
                ? Optional.empty()
                : JobConditions.find(job, "Complete")
                        .or(() -> JobConditions.find(job, "Failed"))
                        .map(condition -> Instant.parse(condition.getLastTransitionTime()))
                        .map(end -> until(end.plusSeconds(seconds)));
    }

    private Duration until(Instant instant) {
        return Duration.between(clock.instant(), instant);
    }
}
