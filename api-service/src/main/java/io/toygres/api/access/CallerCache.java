package io.toygres.api.access;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.toygres.database.Database;
import io.toygres.database.Listener;
import io.toygres.database.Tx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Remembers for seconds who a session or token stands for, so that most requests ask the database nothing for it. What changes that is
 * told to every replica at once ({@code NOTIFY}), and forgotten after {@code toygres.access.cached-for} where the telling is lost.
 */
@Singleton
public class CallerCache {

    private static final String CHANNEL = "access_changed";

    /** Only credentials in force are remembered, so that strangers can't fill it; this is for very many users. */
    private static final int MOST = 10_000;

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();
    private final long nanos;
    private final Listener listener;

    private record Entry(Caller caller, long generation, long until) {}

    CallerCache(AccessConfig config, Database database) {
        this.nanos = config.cachedFor().toNanos();
        this.listener = database.listener(CHANNEL, _ -> forget());
    }

    void start(@Observes StartupEvent event) {
        listener.start();
    }

    void stop(@Observes ShutdownEvent event) {
        listener.stop();
    }

    /** @param secret the SHA-256 of a session's or token's secret */
    private Optional<Caller> find(String secret) {
        Entry entry = entries.get(secret);
        return entry != null && entry.generation() == generation.get() && entry.until() - System.nanoTime() > 0
                ? Optional.of(entry.caller())
                : Optional.empty();
    }

    /**
     * Who a credential stands for, from memory or else by a look-up that may wait.
     *
     * @param secret the SHA-256 of a session's or token's secret
     * @throws AuthenticationFailedException when it stands for nobody
     */
    public Uni<SecurityIdentity> identity(
            String secret, Function<String, Optional<Caller>> lookUp, AuthenticationRequestContext context) {
        Optional<Caller> known = find(secret);
        return known.isPresent()
                ? Uni.createFrom().item(known.get().identity())
                : context.runBlocking(() ->
                        lookUp.apply(secret).map(Caller::identity).orElseThrow(AuthenticationFailedException::new));
    }

    /** Before a look-up in the database; what is found is remembered only if nothing was forgotten since. */
    public long generation() {
        return generation.get();
    }

    public void remember(String secret, Caller caller, long generationBefore) {
        if (entries.size() >= MOST) {
            entries.clear();
        }
        entries.put(secret, new Entry(caller, generationBefore, System.nanoTime() + nanos));
    }

    /** Once the transaction is committed, every replica looks all callers up anew. */
    public void changed(Tx tx) {
        tx.sql("SELECT pg_notify('" + CHANNEL + "', '')").send();
        tx.afterCommit(this::forget);
    }

    public void forget() {
        generation.incrementAndGet();
        entries.clear();
    }
}
