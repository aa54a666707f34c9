package io.toygres.api.token;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.Caller;
import io.toygres.api.access.CallerCache;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.RevocableCredentials;
import io.toygres.api.access.Role;
import io.toygres.api.access.SecretToken;
import io.toygres.api.audit.Audit;
import io.toygres.api.http.Page;
import io.toygres.api.http.PageQuery;
import io.toygres.api.problem.Problem;
import io.toygres.api.problem.ProblemException;
import io.toygres.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, finds and revokes tokens. */
@ApplicationScoped
class Tokens implements RevocableCredentials {

    /** By which a token is known for one, in a log or a repository. */
    static final String PREFIX = "tgr_";

    private static final int DEFAULT_DAYS = 90;

    /** How exactly the last use is known. */
    private static final Duration EXACT_TO = Duration.ofMinutes(1);

    /** How long an expired one stays in lists. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final Database database;
    private final TokenStore store;
    private final CallerCache cache;
    private final Audit audit;
    private final Clock clock;

    Tokens(Database database, TokenStore store, CallerCache cache, Audit audit, Clock clock) {
        this.database = database;
        this.store = store;
        this.cache = cache;
        this.audit = audit;
        this.clock = clock;
    }

    /** A token and its secret, which is told once. */
    record Made(Token token, String secret) {}

    /** @throws ProblemException VALIDATION_FAILED or PROJECT_NOT_FOUND when it would reach further than its maker */
    Made make(Caller maker, CreateTokenRequest request) {
        Role role = request.role() == null ? maker.role() : Role.parse(request.role());
        if (role.compareTo(maker.role()) > 0) {
            throw invalid("role", "is more than you may", "Send " + maker.role().wireName() + " or less.");
        }
        List<String> projects = request.projectNames();
        if (projects != null && role == Role.ADMIN) {
            throw invalid("projects", "does not go with role admin", "Leave it out: an admin reaches every project.");
        }
        Optional.ofNullable(projects).stream()
                .flatMap(List::stream)
                .filter(project -> !maker.access().reaches(project))
                .findFirst()
                .ifPresent(project -> {
                    throw new ProblemException(
                            CurrentCaller.unknownProject(project).problem().atField("projects"));
                });
        Instant now = clock.instant();
        Duration life = Duration.ofDays(Objects.requireNonNullElse(request.days(), DEFAULT_DAYS));
        Token token = new Token(
                UUID.randomUUID(),
                maker.name(),
                Objects.requireNonNull(request.name()),
                role,
                projects,
                now,
                now.plus(life),
                null);
        String secret = PREFIX + SecretToken.random();
        database.useTransaction(tx -> {
            store.insert(tx, token, SecretToken.hash(secret), RequestKey.publicKey(secret));
            audit.done(tx, "token " + token.id(), null);
        });
        return new Made(token, secret);
    }

    /** Whom the token stands for; it counts as used now. */
    Optional<Caller> use(String hash) {
        Instant now = clock.instant();
        long generation = cache.generation();
        return database.withConnection(tx -> {
            Optional<TokenStore.InForce> found = store.find(tx, hash, now);
            found.filter(token -> isLong(token.lastUsedAt(), now))
                    .ifPresent(token ->
                            store.used(tx, Objects.requireNonNull(token.caller().credential()), now));
            found.ifPresent(token -> cache.remember(hash, token.caller(), generation));
            return found.map(TokenStore.InForce::caller);
        });
    }

    @Override
    public Caller.Via via() {
        return Caller.Via.TOKEN;
    }

    @Override
    public Optional<Caller> caller(UUID token) {
        return database.withConnection(tx -> store.find(tx, token, clock.instant()))
                .map(TokenStore.InForce::caller);
    }

    /** Whether the last use is to be noted anew. */
    static boolean isLong(@Nullable Instant lastUsedAt, Instant now) {
        return lastUsedAt == null || lastUsedAt.isBefore(now.minus(EXACT_TO));
    }

    Page<Token> page(PageQuery query) {
        return database.withConnection(tx -> store.page(tx, query));
    }

    /**
     * @param owner whose it must be; null for anybody's
     * @return whether there was such a token
     */
    boolean revoke(UUID id, @Nullable String owner) {
        return database.inTransaction(tx -> {
            boolean deleted = store.delete(tx, id, owner);
            if (deleted) {
                cache.changed(tx);
                audit.done(tx, null, null);
            }
            return deleted;
        });
    }

    @Scheduled(every = "${toygres.sessions.purge-every:1h}", delayed = "1m")
    @RunOnVirtualThread
    void purge() {
        Instant before = clock.instant().minus(KEPT);
        database.useConnection(tx -> store.purge(tx, before));
    }

    private static ProblemException invalid(String field, String message, String remedy) {
        return new ProblemException(Problem.invalid(List.of(new Problem.FieldError(field, message, remedy))));
    }
}
