package io.toygres.background;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Does one thing again and again until it is stopped, resting in between unless it is woken, and outlives whatever a round throws
 * ({@link RecurringWork}). For work that has to be woken or goes on at once; what is merely periodic is {@code @Scheduled}.
 *
 * <p>The thread is never interrupted: a round always runs to its own end.
 */
public final class BackgroundLoop {

    /** Pause between tries in an outage. */
    private static final Duration OUTAGE_REST = Duration.ofSeconds(1);

    private final RecurringWork work;
    private final Body body;
    private final Thread thread;
    private final Semaphore wakeUps = new Semaphore(0);

    /** One round of the work. */
    public interface Body {
        /** @return how long to rest at most; nothing, zero or less, to go on at once */
        Duration run() throws Exception;
    }

    /**
     * What a loop may do before it shows in the service's readiness.
     *
     * @param standstill how long one round may take without {@link #progress}
     * @param failing how long rounds may fail one after another
     */
    public record Bounds(Duration standstill, Duration failing) {

        private static final Duration FAILING = Duration.ofMinutes(1);

        /** So long may a round take; and rounds may fail for a minute. */
        public static Bounds ofRound(Duration standstill) {
            return new Bounds(standstill, FAILING);
        }

        /** For a loop whose outage another check tells of: only a standstill shows. */
        public Bounds withoutFailing() {
            return new Bounds(standstill, Duration.ofSeconds(Long.MAX_VALUE));
        }
    }

    /** @param name what it does, for the thread's name, the log and the readiness check */
    public BackgroundLoop(String name, Bounds bounds, Body body) {
        this.body = body;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::loop);
        this.work = new RecurringWork(name, bounds, thread::isAlive);
    }

    public void start() {
        thread.start();
        work.begin();
    }

    /** Ends the rest under way or, when none is, skips the next one; cheap, and safe from any thread. */
    public void wake() {
        wakeUps.release();
    }

    /** Reports that a long round makes progress. */
    public void progress() {
        work.progress();
    }

    /** True once it is to stop: a long round may end early. */
    public boolean isStopping() {
        return work.isStopping();
    }

    /** Begins no further round; returns at once. */
    public void requestStop() {
        work.end();
        wake();
    }

    /** Returns once the round under way is done; at once when it was never started. */
    public void stop() throws InterruptedException {
        requestStop();
        thread.join();
    }

    /** @return false when the round under way was not done within that time; it is the last one */
    public boolean stop(Duration atMost) throws InterruptedException {
        requestStop();
        return thread.getState() == Thread.State.NEW || thread.join(atMost);
    }

    private void loop() {
        while (!work.isStopping()) {
            try {
                rest(work.round(body::run).orElse(OUTAGE_REST));
            } catch (Throwable e) {
                // Not even its failure could be handled, as when memory is short: it still goes on.
                work.failed();
                LockSupport.parkNanos(OUTAGE_REST.toNanos());
            }
        }
    }

    private void rest(Duration rest) throws InterruptedException {
        if (rest.isPositive()) {
            wakeUps.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS);
        }
        wakeUps.drainPermits();
    }
}
