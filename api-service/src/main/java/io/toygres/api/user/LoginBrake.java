package io.toygres.api.user;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.SecretToken;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Slows those down who try passwords. Failures count for the address, for the account, and for both together; each beyond the free ones
 * doubles the wait. Where a user has logged in before, what others do to their account from elsewhere does not hold them up; sessions and
 * tokens are never held up.
 */
@ApplicationScoped
class LoginBrake {

    private static final int FREE_FOR_BOTH = 5;
    private static final int FREE_FOR_ACCOUNT = 10;
    private static final int FREE_FOR_ADDRESS = 30;

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration FORGIVEN_AFTER = Duration.ofHours(1);
    private static final Duration KNOWN_FOR = Duration.ofDays(30);

    private final Database database;
    private final LoginFailures store;
    private final Clock clock;

    LoginBrake(Database database, LoginFailures store, Clock clock) {
        this.database = database;
        this.store = store;
        this.clock = clock;
    }

    /** Somebody at an address who says to be somebody; what they type is kept as a hash alone. */
    record Attempt(String account, String address) {

        static Attempt of(String name, String address) {
            return new Attempt(SecretToken.hash(name.toLowerCase(Locale.ROOT)), address);
        }

        private String both() {
            return "both " + account + " " + address;
        }

        private List<String> counted() {
            return List.of("account " + account, "address " + address, both());
        }
    }

    /** @throws ProblemException TOO_MANY_LOGINS, whether the account exists or not */
    void check(Attempt attempt) {
        Instant now = clock.instant();
        database.useConnection(tx -> {
            Map<String, LoginFailures.Count> counts = store.find(tx, attempt.counted(), now.minus(FORGIVEN_AFTER));
            if (counts.isEmpty()) {
                return;
            }
            List<String> subjects = new ArrayList<>(attempt.counted());
            if (store.isKnown(tx, attempt.both(), now.minus(KNOWN_FOR))) {
                subjects.removeFirst();
            }
            Duration left = counts.entrySet().stream()
                    .filter(count -> subjects.contains(count.getKey()))
                    .map(count -> Duration.between(now, end(count.getKey(), count.getValue())))
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO);
            if (left.isPositive()) {
                throw new ProblemException(
                        ProblemCode.TOO_MANY_LOGINS, "Try again in " + (left.toSeconds() + 1) + " s.");
            }
        });
    }

    void failed(Attempt attempt) {
        Instant now = clock.instant();
        database.useConnection(tx -> store.add(tx, attempt.counted(), now, now.minus(FORGIVEN_AFTER)));
    }

    void succeeded(Attempt attempt) {
        database.useConnection(tx -> store.succeeded(tx, attempt.both(), clock.instant()));
    }

    @Scheduled(every = "${toygres.sessions.purge-every:1h}", delayed = "1m")
    @RunOnVirtualThread
    void purge() {
        Instant now = clock.instant();
        database.useConnection(tx -> store.purge(tx, now.minus(FORGIVEN_AFTER), now.minus(KNOWN_FOR)));
    }

    private static Instant end(String subject, LoginFailures.Count count) {
        int free = subject.startsWith("both")
                ? FREE_FOR_BOTH
                : subject.startsWith("account") ? FREE_FOR_ACCOUNT : FREE_FOR_ADDRESS;
        int beyond = count.failures() - free;
        if (beyond < 1) {
            return count.lastAt();
        }
        Duration wait = Duration.ofSeconds(1L << Math.min(beyond - 1, 20));
        return count.lastAt().plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
    }
}
