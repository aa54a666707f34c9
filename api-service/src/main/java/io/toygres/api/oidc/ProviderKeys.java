package io.toygres.api.oidc;

import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The provider's keys, as last read. They are read when the first token comes, and again when they are old or a token names one that is
 * not among them. While the provider does not answer, those that were read last go on to count for a day, and nobody waits for it who has
 * one of them.
 */
final class ProviderKeys {

    private static final Logger LOG = Logger.getLogger(ProviderKeys.class);

    /** Between two readings for the sake of unknown keys, which anybody can name. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** How long keys count that ought to have been read anew: a provider that is away for longer may have withdrawn them. */
    private static final Duration OUTAGE = Duration.ofHours(24);

    private final ProviderDocuments documents;
    private final Duration cachedFor;
    private final Clock clock;

    private final ReentrantLock reading = new ReentrantLock();
    private volatile Known known = new Known(Map.of(), Instant.MIN, Instant.MIN, true);

    /**
     * @param readAt when these keys were read
     * @param triedAt when the provider was asked last
     * @param answered whether it answered then
     */
    private record Known(Map<String, PublicKey> keys, Instant readAt, Instant triedAt, boolean answered) {}

    ProviderKeys(ProviderDocuments documents, Duration cachedFor, Clock clock) {
        this.documents = documents;
        this.cachedFor = cachedFor;
        this.clock = clock;
    }

    /**
     * @return empty when the provider has no such key
     * @throws ProblemException IDENTITY_PROVIDER_UNAVAILABLE when it does not say which it has
     */
    Optional<PublicKey> find(String id) {
        Known now = known;
        if (counts(now, id)) {
            if (isOlder(now, cachedFor) && !wasTriedJustNow(now)) {
                Thread.startVirtualThread(this::readAgain);
            }
            return Optional.ofNullable(now.keys().get(id));
        }
        if (!readAgain()) {
            throw unavailable("The keys of the token's issuer are being read.");
        }
        now = known;
        if (counts(now, id)) {
            return Optional.ofNullable(now.keys().get(id));
        }
        if (!now.answered()) {
            throw unavailable("The issuer of the token does not answer.");
        }
        return Optional.empty();
    }

    private boolean counts(Known now, String id) {
        return now.keys().containsKey(id) && !isOlder(now, cachedFor.plus(OUTAGE));
    }

    private boolean isOlder(Known now, Duration age) {
        return now.readAt().isBefore(clock.instant().minus(age));
    }

    private boolean wasTriedJustNow(Known now) {
        return now.triedAt().isAfter(clock.instant().minus(PAUSE));
    }

    /**
     * One at a time, unless it was tried just now.
     *
     * @return false when another is at it: waiting for them would take up what answers everybody else
     */
    private boolean readAgain() {
        if (!reading.tryLock()) {
            return false;
        }
        try {
            if (!wasTriedJustNow(known)) {
                known = read();
            }
            return true;
        } finally {
            reading.unlock();
        }
    }

    /** A pause begins when the provider has answered, or has not. */
    private Known read() {
        Instant begun = clock.instant();
        try {
            Map<String, PublicKey> keys = documents.keys();
            return new Known(keys, begun, clock.instant(), true);
        } catch (IOException | RuntimeException e) {
            // Also what a library throws at a document that is malformed.
            LOG.warnf("the OpenID provider's keys can't be read reason=%s", e);
            return new Known(known.keys(), known.readAt(), clock.instant(), false);
        }
    }

    private static ProblemException unavailable(String detail) {
        return new ProblemException(ProblemCode.IDENTITY_PROVIDER_UNAVAILABLE, detail);
    }
}
