package io.toygres.operation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What this replica runs at the moment, so many at once at most. A step that does not end when it is broken off is given up: its slot is
 * free again, but when many threads are lost that way nothing more is taken until the process is restarted.
 */
final class RunningAttempts {

    /** A lost thread costs memory and what its call holds, but no slot: so many for each slot are borne. */
    private static final int LOST_PER_SLOT = 4;

    private final int limit;
    private final Map<Lease, RunningAttempt> running = new ConcurrentHashMap<>();
    private final Semaphore slots;
    private final AtomicInteger lost = new AtomicInteger();

    RunningAttempts(int limit) {
        this.limit = limit;
        this.slots = new Semaphore(limit);
    }

    /** How many more may run. */
    int free() {
        return isExhausted() ? 0 : slots.availablePermits();
    }

    /** Threads that were given up and have not ended. */
    int lost() {
        return lost.get();
    }

    /** True when so many threads are lost that nothing more is taken. */
    boolean isExhausted() {
        return lost.get() >= LOST_PER_SLOT * limit;
    }

    int size() {
        return running.size();
    }

    Set<Lease> leases() {
        return Set.copyOf(running.keySet());
    }

    Optional<RunningAttempt> of(Lease lease) {
        return Optional.ofNullable(running.get(lease));
    }

    /** @return what runs in the slot that it takes */
    RunningAttempt begin(LeasedRow row) {
        var attempt = new RunningAttempt(row);
        running.put(row.lease(), attempt);
        slots.acquireUninterruptibly();
        return attempt;
    }

    /** To be called by the thread itself, in the end. */
    void ended(RunningAttempt attempt) {
        if (running.remove(attempt.row().lease(), attempt)) {
            slots.release();
        } else {
            lost.decrementAndGet();
        }
    }

    /** Frees the slot of a thread that does not end. */
    void lose(RunningAttempt attempt) {
        // Counted first: a thread that ends at this moment takes it back.
        lost.incrementAndGet();
        if (running.remove(attempt.row().lease(), attempt)) {
            slots.release();
        } else {
            lost.decrementAndGet();
        }
    }

    /** @return false when some still ran after that time */
    boolean awaitNone(Duration atMost) throws InterruptedException {
        return slots.tryAcquire(limit, atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Breaks off what still runs; what comes of it does not count. */
    List<Lease> abandonAll() {
        List<RunningAttempt> left = List.copyOf(running.values());
        left.forEach(RunningAttempt::abandon);
        return left.stream().map(attempt -> attempt.row().lease()).toList();
    }
}
