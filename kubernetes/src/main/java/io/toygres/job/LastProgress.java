package io.toygres.job;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The last time that a Job moved on; kept in the operation's state, so that a stall outlives a restart of the service.
 *
 * @param workers what each of its parallel workers said last, the newest last; empty when it has said nothing yet
 * @param since when one of them last said something new
 */
public record LastProgress(List<JobProgress> workers, Instant since) {

    /** More than work at once; those that have finished longest ago are forgotten beyond it. */
    private static final int REMEMBERED = 64;

    public LastProgress {
        workers = List.copyOf(workers);
    }

    /** For a Job that has just been created. */
    public static LastProgress none(Instant now) {
        return new LastProgress(List.of(), now);
    }

    /**
     * The same while no worker reports anything new. A piece of log may show only some of the workers, and one that stands still
     * while others move.
     *
     * @param latest as {@link JobProgress#latest} finds it
     */
    public LastProgress update(List<JobProgress> latest, Instant now) {
        SequencedMap<JobProgress.Worker, JobProgress> known = new LinkedHashMap<>();
        workers.forEach(worker -> known.put(worker.worker(), worker));
        boolean moved = latest.stream().anyMatch(one -> !one.equals(known.get(one.worker())));
        if (!moved) {
            return this;
        }
        latest.forEach(one -> known.putLast(one.worker(), one));
        return new LastProgress(
                known.values().stream()
                        .skip(Math.max(0, known.size() - REMEMBERED))
                        .toList(),
                now);
    }

    /** Whether the Job has stood still for longer than that. */
    public boolean stalled(Duration longest, Instant now) {
        return since.plus(longest).isBefore(now);
    }
}
