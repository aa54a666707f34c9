package io.toygres.api.access;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Tells of callers whose answer takes long when they may ask no more. */
@Singleton
public class CallerWatch {

    /** Should this replica not hear of a revocation. */
    private static final Duration ASK_ANYWAY = Duration.ofMinutes(1);

    private final CallerCache cache;
    private final Instance<RevocableCredentials> kinds;
    private final Clock clock;

    CallerWatch(CallerCache cache, @Any Instance<RevocableCredentials> kinds, Clock clock) {
        this.cache = cache;
        this.kinds = kinds;
        this.clock = clock;
    }

    public Watched over(Caller caller) {
        return new Watched(caller);
    }

    /** One caller; for one thread. */
    public final class Watched {

        private final Caller caller;
        /** None: it may have been revoked since it was looked up for the request. */
        private long generation = -1;

        private Instant askAgain = Instant.MIN;

        private Watched(Caller caller) {
            this.caller = caller;
        }

        public Access access() {
            return caller.access();
        }

        /** How long the credential counts, if it is not revoked. */
        public Duration left() {
            return Duration.between(clock.instant(), caller.endsAt());
        }

        /** Whether the credential has ended or was revoked, or its user may now do something else than before. */
        public boolean mayAskNoMore() {
            return !left().isPositive() || (isToBeLookedUp() && !standsForTheSame());
        }

        private boolean isToBeLookedUp() {
            long now = cache.generation();
            if (now == generation && clock.instant().isBefore(askAgain)) {
                return false;
            }
            generation = now;
            askAgain = clock.instant().plus(ASK_ANYWAY);
            return true;
        }

        private boolean standsForTheSame() {
            UUID credential = caller.credential();
            return credential == null
                    || kinds.stream().filter(kind -> kind.via() == caller.via()).allMatch(kind -> kind.caller(
                                    credential)
                            .filter(caller::equals)
                            .isPresent());
        }
    }
}
