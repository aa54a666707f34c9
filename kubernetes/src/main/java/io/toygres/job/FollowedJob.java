package io.toygres.job;

import io.toygres.contract.Event;
import io.toygres.contract.Failure;
import io.toygres.contract.Progress;
import io.toygres.operation.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** How the Job of an operation stands, as {@link JobFollower} found it. */
public sealed interface FollowedJob {

    /**
     * It has not ended, and is not stalled either.
     *
     * @param watch to be kept in the operation's state
     * @param reason what the step waits for
     * @param news progress that followers should hear of now
     */
    record UnderWay(JobWatch watch, String reason, Optional<Progress> news) implements FollowedJob {

        /** The Job's end wakes the operation; this look finds progress, and an end that no watch reported. */
        private static final Duration NEXT_LOOK = Duration.ofSeconds(2);

        /**
         * @param state with this {@code watch} in it
         * @param progressed the operation's event of some progress
         */
        public <S extends Record> Outcome<S> waitWith(S state, Function<Progress, Event> progressed) {
            return Outcome.waitFor(
                    state, NEXT_LOOK, reason, news.map(progressed).stream().toList());
        }
    }

    /** There is no such Job: somebody deleted it. */
    record Gone() implements FollowedJob {}

    /** @param message its termination message; empty when the pod that had it is gone */
    record Succeeded(Optional<String> message) implements FollowedJob {}

    /** It failed, or stands still for too long. */
    record Failed(Failure failure) implements FollowedJob {}
}
