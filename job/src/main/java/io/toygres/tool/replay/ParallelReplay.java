package io.toygres.tool.replay;

import io.toygres.tool.archive.ArchiveEntry;
import io.toygres.tool.replay.LockPlan.Locks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Runs entries side by side, each after those that it depends on. Where several may go, the first of the archive goes. Workers of several
 * threads call {@link #work}.
 */
public final class ParallelReplay {

    private final Map<Integer, ArchiveEntry> waiting = new LinkedHashMap<>();
    private final Map<Integer, Locks> locks = new HashMap<>();
    private final Map<Integer, Locks> running = new HashMap<>();
    private final Set<Integer> undone = new HashSet<>();
    private boolean stopped;

    /** Runs one entry. */
    @FunctionalInterface
    public interface Runner {
        void run(ArchiveEntry entry) throws IOException;
    }

    /**
     * @param entries what is to be run, in the archive's order
     * @param archive all entries of the archive
     */
    public ParallelReplay(List<ArchiveEntry> entries, Collection<ArchiveEntry> archive) {
        LockPlan plan = new LockPlan(archive);
        for (ArchiveEntry entry : entries) {
            waiting.put(entry.id(), entry);
            locks.put(entry.id(), plan.of(entry));
            undone.add(entry.id());
        }
    }

    /** How many workers would find something to do at once, at most. */
    public static int worthwhile(List<ArchiveEntry> entries, int limit) {
        long heavy = entries.stream()
                .filter(entry ->
                        entry.is("INDEX") || entry.type().endsWith("CONSTRAINT") || entry.is("MATERIALIZED VIEW DATA"))
                .count();
        return Math.clamp(heavy, 1, limit);
    }

    /** Runs entries until none is left. @throws IOException of the runner; the other workers then stop too */
    public void work(Runner runner) throws IOException, InterruptedException {
        try {
            for (var next = next(); next.isPresent(); next = next()) {
                ArchiveEntry entry = next.get();
                runner.run(entry);
                done(entry);
            }
        } catch (IOException | RuntimeException | InterruptedException e) {
            stop();
            throw e;
        }
    }

    private synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    private synchronized Optional<ArchiveEntry> next() throws InterruptedException {
        while (!stopped && !waiting.isEmpty()) {
            Optional<ArchiveEntry> ready = ready();
            if (ready.isEmpty() && running.isEmpty()) {
                // A circle of dependencies, which no archive of pg_dump's has: its own order is as good as any.
                ready = waiting.values().stream().findFirst();
            }
            if (ready.isPresent()) {
                int id = ready.get().id();
                waiting.remove(id);
                running.put(id, locksOf(id));
                return ready;
            }
            wait();
        }
        return Optional.empty();
    }

    private Optional<ArchiveEntry> ready() {
        List<Locks> before = new ArrayList<>(running.values());
        for (ArchiveEntry entry : waiting.values()) {
            boolean depends = entry.dependencies().stream().anyMatch(undone::contains);
            if (!depends && before.stream().noneMatch(locksOf(entry.id())::conflictsWith)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private Locks locksOf(int id) {
        return Objects.requireNonNull(locks.get(id));
    }

    private synchronized void done(ArchiveEntry entry) {
        running.remove(entry.id());
        undone.remove(entry.id());
        notifyAll();
    }
}
