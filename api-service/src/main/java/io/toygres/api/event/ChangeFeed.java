package io.toygres.api.event;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.background.BackgroundLoop;
import io.toygres.background.BackgroundLoop.Bounds;
import io.toygres.database.Database;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads each change once for all who listen on this replica. One poll finds it, whichever replica wrote it; nobody is read for while nobody
 * listens.
 */
@Singleton
public final class ChangeFeed {

    private static final int BATCH = 500;
    private static final Duration NOBODY_LISTENS = Duration.ofMinutes(1);

    private final Database database;
    private final ChangeStore store;
    private final EventConfig config;
    private final BackgroundLoop loop =
            new BackgroundLoop("changes", Bounds.ofRound(Duration.ofMinutes(1)).withoutFailing(), this::read);

    private final Set<Listener> listeners = new HashSet<>();
    private @Nullable RecentChanges recent;

    ChangeFeed(Database database, ChangeStore store, EventConfig config) {
        this.database = database;
        this.store = store;
        this.config = config;
    }

    void onStart(@Observes StartupEvent event) {
        loop.start();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        loop.requestStop();
        recent().ifPresent(RecentChanges::end);
        loop.stop();
    }

    /** One who listens, until it is closed; for one thread. */
    public final class Listener implements AutoCloseable {

        private final RecentChanges changes;
        private Position position;
        private volatile boolean gone;

        private Listener(RecentChanges changes, Position position) {
            this.changes = changes;
            this.position = position;
        }

        /** After all that {@link #next} has given. */
        Position position() {
            return position;
        }

        /** Whether there will be no more, because the service is about to end, or wanted. */
        boolean isOver() {
            return gone || loop.isStopping();
        }

        /** Ends it from any thread: nobody reads any more. */
        void cancel() {
            gone = true;
            changes.wake();
        }

        /** The changes that follow, waiting that long for the first; empty when there was none. */
        List<Change> next(Duration wait) throws InterruptedException {
            Optional<List<Change>> recent = changes.after(position, wait, () -> !gone);
            List<Change> next = recent.orElseGet(this::earlier);
            if (!next.isEmpty()) {
                position = next.getLast().position();
            }
            return next;
        }

        /** From the database, until what follows is in memory. */
        private List<Change> earlier() {
            // All up to there can be read since before this query.
            Position inMemory = changes.before();
            List<Change> next = database.withConnection(tx -> store.after(tx, position, BATCH));
            if (next.size() < BATCH) {
                position = inMemory;
            }
            return next;
        }

        /** Waits until anything has changed, or for that long. */
        public void await(Duration wait) throws InterruptedException {
            var _ = next(wait);
        }

        @Override
        public void close() {
            leave(this);
        }
    }

    /** From now on. */
    public Listener listen() {
        return join(Optional.empty());
    }

    /** From there on; empty when changes after it have been removed, or it is none of this database's. */
    Optional<Listener> listen(Position from) {
        boolean known = database.withConnection(tx -> !store.removed(tx).isAfter(from) && !from.isAfter(store.now(tx)));
        return known ? Optional.of(join(Optional.of(from))) : Optional.empty();
    }

    synchronized int listeners() {
        return listeners.size();
    }

    /** @throws ProblemException TOO_MANY_LISTENERS, as {@link #listen()} does */
    synchronized void refuseWhenFull() {
        if (listeners.size() >= config.listeners()) {
            throw new ProblemException(
                    ProblemCode.TOO_MANY_LISTENERS, "This replica serves " + listeners.size() + " streams of events.");
        }
    }

    private synchronized Listener join(Optional<Position> from) {
        refuseWhenFull();
        RecentChanges changes = recent;
        if (changes == null) {
            changes = new RecentChanges(database.withConnection(store::now));
            recent = changes;
            loop.wake();
        }
        Listener listener = new Listener(changes, from.orElse(changes.last()));
        listeners.add(listener);
        return listener;
    }

    private synchronized void leave(Listener listener) {
        listeners.remove(listener);
        if (listeners.isEmpty()) {
            recent = null;
        }
    }

    private synchronized Optional<RecentChanges> recent() {
        return Optional.ofNullable(recent);
    }

    private Duration read() {
        Optional<RecentChanges> heard = recent();
        if (heard.isEmpty()) {
            return NOBODY_LISTENS;
        }
        List<Change> next =
                database.withConnection(tx -> store.after(tx, heard.get().last(), BATCH));
        if (!next.isEmpty()) {
            heard.get().add(next);
        }
        return next.size() == BATCH ? Duration.ZERO : config.poll();
    }
}
