package io.toygres.api.event;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The newest changes in memory, for any number of listeners, who wait for the next. */
final class RecentChanges {

    private static final int MOST = 2_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Deque<Change> changes = new ArrayDeque<>();
    /** All changes between this one and the last are here. */
    private Position before;

    private Position last;
    private boolean over;

    RecentChanges(Position from) {
        this.before = from;
        this.last = from;
    }

    Position last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** All that follow this one are here. */
    Position before() {
        lock.lock();
        try {
            return before;
        } finally {
            lock.unlock();
        }
    }

    /** @param next those that follow the last one */
    void add(List<Change> next) {
        lock.lock();
        try {
            for (Change change : next) {
                changes.addLast(change);
                last = change.position();
            }
            while (changes.size() > MOST) {
                before = changes.removeFirst().position();
            }
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits any more. */
    void end() {
        lock.lock();
        try {
            over = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Has who waits see whether to go on. */
    void wake() {
        lock.lock();
        try {
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is a change after the position, or for that long.
     *
     * @param wanted whether anybody wants one
     * @return those that are here; empty when some of them are not here any more
     */
    Optional<List<Change>> after(Position position, Duration wait, BooleanSupplier wanted) throws InterruptedException {
        lock.lock();
        try {
            long nanos = wait.toNanos();
            while (!over && wanted.getAsBoolean() && !last.isAfter(position) && nanos > 0) {
                nanos = more.awaitNanos(nanos);
            }
            if (before.isAfter(position)) {
                return Optional.empty();
            }
            return Optional.of(changes.stream()
                    .filter(change -> change.position().isAfter(position))
                    .toList());
        } finally {
            lock.unlock();
        }
    }
}
