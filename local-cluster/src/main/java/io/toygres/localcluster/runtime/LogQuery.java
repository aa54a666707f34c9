package io.toygres.localcluster.runtime;

import java.time.Instant;
import java.util.Optional;

/**
 * What to show of a log.
 *
 * @param tail only so many of the last lines; absent means all
 * @param since only lines of then or later
 * @param timestamps each line with its time in front
 */
public record LogQuery(boolean follow, Optional<Integer> tail, Optional<Instant> since, boolean timestamps) {
    public static final LogQuery ALL = new LogQuery(false, Optional.empty(), Optional.empty(), false);
}
