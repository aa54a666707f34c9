package io.toygres.api.login;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.Caller;
import io.toygres.api.access.CallerCache;
import io.toygres.api.access.RevocableCredentials;
import io.toygres.api.access.SecretToken;
import io.toygres.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opens, finds and ends logins, by the token in their cookie. */
@ApplicationScoped
class Sessions implements RevocableCredentials {

    private static final int LONGEST_NOTE = 200;

    /** How exactly the last use is known: a write for each request would cost more than it tells. */
    private static final Duration EXACT_TO = Duration.ofMinutes(1);

    private final Database database;
    private final SessionStore store;
    private final CallerCache cache;
    private final SessionConfig config;
    private final Clock clock;

    Sessions(Database database, SessionStore store, CallerCache cache, SessionConfig config, Clock clock) {
        this.database = database;
        this.store = store;
        this.cache = cache;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Always a new one, so that nobody knows its token from before the login.
     *
     * @param username of a user that there is
     * @param former the token that the client came with, which ends; null for none
     * @return the token
     */
    String open(String username, @Nullable String former, @Nullable String address, @Nullable String userAgent) {
        String token = SecretToken.random();
        Instant now = clock.instant();
        Session session = new Session(
                UUID.randomUUID(), username, note(address), note(userAgent), now, now, now.plus(config.longest()));
        database.useTransaction(tx -> {
            if (former != null) {
                store.end(tx, SecretToken.hash(former));
                cache.changed(tx);
            }
            store.insert(tx, session, SecretToken.hash(token));
        });
        return token;
    }

    /** Whom the token stands for; its session counts as used now. */
    Optional<Caller> use(String hash) {
        Instant now = clock.instant();
        long generation = cache.generation();
        return database.withConnection(tx -> {
            Optional<SessionStore.InUse> found = store.find(tx, hash, now, idleSince(now));
            found.filter(session -> session.lastUsedAt().isBefore(now.minus(EXACT_TO)))
                    .ifPresent(session -> store.used(tx, session.id(), now));
            found.ifPresent(session -> cache.remember(hash, session.caller(), generation));
            return found.map(SessionStore.InUse::caller);
        });
    }

    @Override
    public Caller.Via via() {
        return Caller.Via.SESSION;
    }

    @Override
    public Optional<Caller> caller(UUID session) {
        Instant now = clock.instant();
        return database.withConnection(tx -> store.find(tx, session, now, idleSince(now)))
                .map(SessionStore.InUse::caller);
    }

    List<Session> of(String username) {
        Instant now = clock.instant();
        return database.withConnection(tx -> store.of(tx, username, now, idleSince(now)));
    }

    void end(String token) {
        database.useTransaction(tx -> {
            store.end(tx, SecretToken.hash(token));
            cache.changed(tx);
        });
    }

    /** @return whether the user had such a session */
    boolean end(UUID id, String username) {
        return database.inTransaction(tx -> {
            cache.changed(tx);
            return store.end(tx, id, username);
        });
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
