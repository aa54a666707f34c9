package io.toygres.api.login;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opens, finds and ends logins, by the token in their cookie. */
@ApplicationScoped
class Sessions {

    private static final int TOKEN_BYTES = 32;
    private static final int LONGEST_NOTE = 200;

    /** How exactly the last use is known: a write for each request would cost more than it tells. */
    private static final Duration EXACT_TO = Duration.ofMinutes(1);

    private final Database database;
    private final SessionStore store;
    private final SessionKey key;
    private final SessionConfig config;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Sessions(Database database, SessionStore store, SessionKey key, SessionConfig config, Clock clock) {
        this.database = database;
        this.store = store;
        this.key = key;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Always a new one, so that nobody knows its token from before the login.
     *
     * @param former the token that the client came with, which ends; null for none
     * @return the token
     */
    String open(String username, @Nullable String former, @Nullable String address, @Nullable String userAgent) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant();
        Session session = new Session(
                UUID.randomUUID(), username, note(address), note(userAgent), now, now, now.plus(config.longest()));
        database.useTransaction(tx -> {
            if (former != null) {
                store.end(tx, key.mac(former));
            }
            store.insert(tx, session, key.mac(token));
        });
        return token;
    }

    /** The session that the token opens, which counts as used now. */
    Optional<Session> use(String token) {
        Instant now = clock.instant();
        return database.withConnection(tx -> {
            Optional<Session> found = store.find(tx, key.mac(token), now, idleSince(now));
            found.filter(session -> session.lastUsedAt().isBefore(now.minus(EXACT_TO)))
                    .ifPresent(session -> store.used(tx, session.id(), now));
            return found;
        });
    }

    List<Session> of(String username) {
        Instant now = clock.instant();
        return database.withConnection(tx -> store.of(tx, username, now, idleSince(now)));
    }

    void end(String token) {
        database.useConnection(tx -> store.end(tx, key.mac(token)));
    }

    /** @return whether the user had such a session */
    boolean end(UUID id, String username) {
        return database.withConnection(tx -> store.end(tx, id, username));
    }

    @Scheduled(every = "${toygres.sessions.purge-every:1h}", delayed = "1m")
    @RunOnVirtualThread
    void purge() {
        Instant now = clock.instant();
        database.useConnection(tx -> store.purge(tx, now, idleSince(now)));
    }

    private Instant idleSince(Instant now) {
        return now.minus(config.idle());
    }

    /** What a client says of itself: a text that fits, and that PostgreSQL can hold. */
    private static @Nullable String note(@Nullable String text) {
        return text == null
                ? null
                : text.codePoints()
                        .filter(point -> !Character.isISOControl(point)
                                && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE))
                        .limit(LONGEST_NOTE)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }
}
