package io.toygres.tool.restore;

import io.toygres.tool.archive.ArchiveEntry;
import io.toygres.tool.replay.EntrySql;
import io.toygres.tool.replay.ParallelReplay;
import io.toygres.tool.restore.DelayedChecks.Check;
import io.toygres.tool.wire.RawSession;
import io.toygres.tool.wire.SqlFailureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes a database's objects. What fails is tried once more the way the source would, with the database's own search path, and what then
 * still fails once more at the end, with all of the database's own settings and everything else in place. What is left after that fails
 * the restore or, where the caller allows it, is left out by name.
 */
final class Replay {

    private static final String DEADLOCK = "40P01";
    private static final int TRIES = 5;

    private final LoadedDatabase database;
    private final Findings findings;
    private final Semaphore heavy;
    private final List<Postponed> postponed = new ArrayList<>();

    /** What is to be tried once more at the end. Exactly one of the two is there. */
    private record Postponed(
            @Nullable ArchiveEntry entry, @Nullable Check check) {
        String sql() {
            return entry == null ? Objects.requireNonNull(check).add("") : EntrySql.statements(entry);
        }

        String inWords() {
            return entry == null ? Objects.requireNonNull(check).inWords() : entry.inWords();
        }
    }

    /** @param heavy how many indexes and keys may be built at once, all databases together */
    Replay(LoadedDatabase database, Findings findings, Semaphore heavy) {
        this.database = database;
        this.findings = findings;
        this.heavy = heavy;
    }

    /** One after the other. What others are built upon must not fail. */
    void inOrder(RawSession session, List<ArchiveEntry> entries) throws IOException {
        for (ArchiveEntry entry : entries) {
            run(session, new Postponed(entry, null));
            if (!findings.isTolerant() && hasPostponed()) {
                retryPostponed(session);
            }
        }
    }

    /** One on which nothing is built: what fails is tried again at the end. */
    void make(RawSession session, ArchiveEntry entry) throws IOException {
        run(session, new Postponed(entry, null));
    }

    private synchronized boolean hasPostponed() {
        return !postponed.isEmpty();
    }

    void check(RawSession session, Check check) throws IOException {
        run(session, new Postponed(null, check));
    }

    /**
     * Side by side, in the order in which they depend on each other.
     *
     * @param archive all of the archive's entries
     * @param workers sessions at once, at most
     */
    void sideBySide(RawSession session, List<ArchiveEntry> entries, Collection<ArchiveEntry> archive, int workers)
            throws IOException {
        sideBySide(session, database::open, entries, archive, workers);
    }

    /** Fills materialized views as the database's own sessions would: what they hold may depend on its zone. */
    void refresh(List<ArchiveEntry> entries, Collection<ArchiveEntry> archive, int workers) throws IOException {
        if (!entries.isEmpty()) {
            try (RawSession session = database.openAsItsOwn()) {
                sideBySide(session, database::openAsItsOwn, entries, archive, workers);
            }
        }
    }

    /** Opens a session. */
    @FunctionalInterface
    private interface Opening {
        RawSession open() throws IOException;
    }

    private void sideBySide(
            RawSession session,
            Opening opening,
            List<ArchiveEntry> entries,
            Collection<ArchiveEntry> archive,
            int workers)
            throws IOException {
        ParallelReplay replay = new ParallelReplay(entries, archive);
        int helpers = ParallelReplay.worthwhile(entries, workers) - 1;
        AtomicReference<IOException> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < helpers; i++) {
            threads.add(Thread.ofPlatform().daemon().name("replay").start(() -> help(replay, opening, failure)));
        }
        try {
            replay.work(entry -> run(session, new Postponed(entry, null)));
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        IOException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private void help(ParallelReplay replay, Opening opening, AtomicReference<IOException> failure) {
        try (RawSession session = opening.open()) {
            replay.work(entry -> run(session, new Postponed(entry, null)));
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        } catch (UncheckedIOException e) {
            failure.compareAndSet(null, e.getCause());
        } catch (InterruptedException e) {
            failure.compareAndSet(null, new IOException("interrupted", e));
        }
    }

    private void run(RawSession session, Postponed work) throws IOException {
        boolean isHeavy = work.entry() == null || isHeavy(work.entry());
        if (isHeavy) {
            heavy.acquireUninterruptibly();
        }
        try {
            execute(session, work.sql());
        } catch (SqlFailureException e) {
            if (DataLoad.isFatal(e)) {
                throw database.failure(e, "making " + work.inWords());
            }
            runAsTheSourceWould(session, work);
        } finally {
            if (isHeavy) {
                heavy.release();
            }
            findings.warn(database.image().name(), work.inWords(), session.takeWarnings());
        }
    }

    private static boolean isHeavy(ArchiveEntry entry) {
        return entry.is("INDEX") || entry.type().endsWith("CONSTRAINT") || entry.is("MATERIALIZED VIEW DATA");
    }

    private void runAsTheSourceWould(RawSession session, Postponed work) throws IOException {
        session.execute(database.useOwnSearchPath());
        try {
            execute(session, work.sql());
        } catch (SqlFailureException e) {
            synchronized (this) {
                postponed.add(work);
            }
        } finally {
            if (!session.isClosed()) {
                session.execute("SET search_path TO ''");
            }
        }
    }

    /** Locks are taken so that there is none; triggers of extensions may make one all the same. */
    private static void execute(RawSession session, String sql) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                session.execute(sql);
                return;
            } catch (SqlFailureException e) {
                if (!e.state().equals(DEADLOCK) || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Tries again what has failed, as long as that gets any further; what is left fails the restore or is left out. */
    void finish() throws IOException {
        if (hasPostponed()) {
            try (RawSession session = database.openAsItsOwn()) {
                retryPostponed(session);
            }
        }
    }

    private void retryPostponed(RawSession session) throws IOException {
        List<Postponed> left = List.copyOf(postponed);
        int before;
        do {
            before = left.size();
            List<Postponed> still = new ArrayList<>();
            for (Postponed work : left) {
                if (refusal(session, work.sql()) != null) {
                    still.add(work);
                }
            }
            left = still;
        } while (!left.isEmpty() && left.size() < before);
        postponed.clear();
        for (Postponed work : left) {
            giveUp(session, work);
        }
    }

    private static @Nullable SqlFailureException refusal(RawSession session, String sql) throws IOException {
        try {
            execute(session, sql);
            return null;
        } catch (SqlFailureException e) {
            return e;
        }
    }

    private void giveUp(RawSession session, Postponed work) throws IOException {
        SqlFailureException e = refusal(session, work.sql());
        if (e == null) {
            return;
        }
        if (!findings.isTolerant()) {
            throw database.failure(e, "making " + work.inWords());
        }
        String unchecked = unchecked(work);
        if (unchecked != null && refusal(session, unchecked) == null) {
            findings.leaveOut(
                    database.image().name(),
                    work.inWords(),
                    "holds for new rows only (NOT VALID): " + e.error().text());
        } else {
            findings.leaveOut(database.image().name(), work.inWords(), e.error().text());
        }
    }

    /** The same constraint for new rows only; null for what is none. */
    private static @Nullable String unchecked(Postponed work) {
        ArchiveEntry entry = work.entry();
        if (entry == null) {
            return Objects.requireNonNull(work.check()).add(" NOT VALID");
        }
        String sql = entry.definition().strip();
        return entry.is("FK CONSTRAINT") && sql.endsWith(";")
                ? sql.substring(0, sql.length() - 1) + " NOT VALID;"
                : null;
    }
}
