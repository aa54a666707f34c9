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
import org.jboss.logging.Logger;

/**
 * The provider's keys, as last read. They are read when the first token comes, and again when they are old or a token names one that is
 * not among them. While the provider does not answer, those that were read last go on to count.
 */
final class ProviderKeys {

    private static final Logger LOG = Logger.getLogger(ProviderKeys.class);

    /** Between two readings for the sake of unknown keys, which anybody can name. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final ProviderDocuments documents;
    private final Duration cachedFor;
    private final Clock clock;

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
        if (!now.keys().containsKey(id) || now.readAt().isBefore(clock.instant().minus(cachedFor))) {
            now = readAgain();
        }
        PublicKey key = now.keys().get(id);
        if (key == null && !now.answered()) {
            throw new ProblemException(
                    ProblemCode.IDENTITY_PROVIDER_UNAVAILABLE, "The issuer of the token does not answer.");
        }
        return Optional.ofNullable(key);
    }

    /** One at a time: the others wait, and find what it has read. */
    private synchronized Known readAgain() {
        Instant now = clock.instant();
        if (known.triedAt().isAfter(now.minus(PAUSE))) {
            return known;
        }
        try {
            known = new Known(documents.keys(), now, now, true);
        } catch (IOException e) {
            LOG.warnf("the OpenID provider's keys can't be read reason=%s", e);
            known = new Known(known.keys(), known.readAt(), now, false);
        }
        return known;
    }
}
