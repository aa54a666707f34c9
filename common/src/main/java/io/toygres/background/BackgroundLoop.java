package io.toygres.background;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Does one thing again and again until it is stopped, resting in between unless it is woken. Whatever a round throws, an
 * {@code Error} included, is an outage of what it works with: it is logged when the outage begins and when it is over, and the
 * work goes on. What is thrown while it is being stopped is no outage, and not logged. A loop that fails for long or stands still
 * shows in the service's readiness.
 *
 * <p>The thread is never interrupted: a round always runs to its own end.
 */
public final class BackgroundLoop {

    private static final Logger LOG = Logger.getLogger(BackgroundLoop.class);

    /** Pause between tries in an outage. */
    private static final Duration OUTAGE_REST = Duration.ofSeconds(1);

    /** All that run in this process. Static, because loops are made where they belong and the check is made by the container. */
    private static final Set<BackgroundLoop> RUNNING = ConcurrentHashMap.newKeySet();

    private final String name;
    private final LoopHealth health;
    private final Body body;
    private final Thread thread;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean stopping;

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
        this.name = name;
        this.health = new LoopHealth(bounds, System::nanoTime);
        this.body = body;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::loop);
    }

    /** The loops of this process that were started and not stopped. */
    static Set<BackgroundLoop> running() {
        return Set.copyOf(RUNNING);
    }

    String name() {
        return name;
    }

    /** What is wrong with it, in a few words; empty when it works. */
    Optional<String> trouble() {
        return thread.isAlive() ? health.trouble() : Optional.of("has ended");
    }

    public void start() {
        thread.start();
        RUNNING.add(this);
    }

    /** Ends the rest under way or, when none is, skips the next one; cheap, and safe from any thread. */
    public void wake() {
        wakeUps.release();
    }

    /** Reports that a long round makes progress. */
    public void progress() {
        health.progress();
    }

    /** True once it is to stop: a long round may end early. */
    public boolean isStopping() {
        return stopping;
    }

    /** Begins no further round; returns at once. */
    public void requestStop() {
        stopping = true;
        RUNNING.remove(this);
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
        while (!stopping) {
            try {
                rest(round());
            } catch (Throwable e) {
                // Not even its failure could be handled, as when memory is short: it still goes on.
                health.failed();
                LockSupport.parkNanos(OUTAGE_REST.toNanos());
            }
        }
    }

    private Duration round() {
        health.begun();
        try {
            Duration rest = body.run();
            if (health.completed()) {
                LOG.infof("Works again: %s", name);
            }
            return rest;
        } catch (Throwable e) {
            boolean begins = health.failed();
            if (stopping) {
                // What it works with stops as well; nothing is lost that the next start does not take up.
                LOG.debugf(e, "Left when it was stopped: %s", name);
            } else if (begins) {
                LOG.warnf(e, "Fails, and is tried again until it works: %s", name);
            }
            return OUTAGE_REST;
        }
    }

    private void rest(Duration rest) throws InterruptedException {
        if (rest.isPositive()) {
            wakeUps.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS);
        }
        wakeUps.drainPermits();
    }
}
