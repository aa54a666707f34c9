package io.toygres.localcluster.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The last changes in order, for watches that resume at a revision. Revisions have no gaps, so a change's place in the
 * ring follows from its revision. A client that asks for one that has been overwritten gets nothing and has to list again.
 */
public final class ChangeLog {
    static final int CAPACITY = 4096;

    private final @Nullable Change[] ring = new Change[CAPACITY];
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private final long first;
    private long last;

    /** @param revision of what there is already; how that came about is not known */
    ChangeLog(long revision) {
        this.first = revision;
        this.last = revision;
    }

    void append(Change change) {
        lock.lock();
        try {
            ring[(int) (change.revision() % CAPACITY)] = change;
            last = change.revision();
            appended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The changes after a revision; waits for the first one.
     *
     * @return no changes when the time is up; empty when the revision is none to go on from: too old, or not reached yet, as it is
     *     with a client that has seen what a loss of power has undone
     */
    public Optional<List<Change>> after(long revision, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            if (revision < first || revision > last) {
                return Optional.empty();
            }
            while (last == revision && nanos > 0) {
                nanos = appended.awaitNanos(nanos);
            }
            if (last - revision > CAPACITY) {
                return Optional.empty();
            }
            List<Change> changes = new ArrayList<>();
            for (long next = revision + 1; next <= last; next++) {
                Change change = ring[(int) (next % CAPACITY)];
                if (change != null) {
                    changes.add(change);
                }
            }
            return Optional.of(changes);
        } finally {
            lock.unlock();
        }
    }
}
