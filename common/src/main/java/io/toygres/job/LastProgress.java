package io.toygres.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last time that a Job moved on; kept in the operation's state, so that a stall outlives a restart of the service.
 *
 * @param progress what it said then; null when it has said nothing yet
 */
public record LastProgress(@Nullable JobProgress progress, Instant since) {

    /** For a Job that has just been created. */
    public static LastProgress none(Instant now) {
        return new LastProgress(null, now);
    }

    /** The same while the Job says the same. */
    public LastProgress update(JobProgress latest, Instant now) {
        return latest.equals(progress) ? this : new LastProgress(latest, now);
    }

    /** Whether the Job has stood still for longer than that. */
    public boolean stalled(Duration longest, Instant now) {
        return since.plus(longest).isBefore(now);
    }
}
