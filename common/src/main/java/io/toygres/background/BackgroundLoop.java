package io.toygres.background;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Does one thing again and again until it is stopped, resting in between unless it is woken. An exception is an outage of what
 * it works with: it is logged when the outage begins and when it is over, and the work goes on. One while it is being stopped
 * is no outage, and not logged.
 *
 * <p>The thread is never interrupted: on a virtual thread that would close the socket of the database connection in use.
 */
public final class BackgroundLoop {

    private static final Logger LOG = Logger.getLogger(BackgroundLoop.class);

    /** Pause between tries in an outage. */
    private static final Duration OUTAGE_REST = Duration.ofSeconds(1);

    private final String name;
    private final Body body;
    private final Thread thread;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean stopping;
    private boolean outage;

    /** One round of the work. */
    public interface Body {
        /** @return how long to rest at most; nothing, zero or less, to go on at once */
        Duration run() throws Exception;
    }

    /** @param name what it does, for the thread's name and the log */
    public BackgroundLoop(String name, Body body) {
        this.name = name;
        this.body = body;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::loop);
    }

    public void start() {
        thread.start();
    }

    /** Ends the rest under way or, when none is, skips the next one; cheap, and safe from any thread. */
    public void wake() {
        wakeUps.release();
    }

    /** True once {@link #stop} was called: a long round may end early. */
    public boolean isStopping() {
        return stopping;
    }

    /** Returns once the round under way is done; at once when it was never started. */
    public void stop() throws InterruptedException {
        stopping = true;
        wake();
        thread.join();
    }

    private void loop() {
        try {
            while (!stopping) {
                Duration rest = round();
                if (rest.isPositive()) {
                    wakeUps.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS);
                }
                wakeUps.drainPermits();
            }
        } catch (InterruptedException e) {
            LOG.errorf(e, "Interrupted for ever: %s", name);
        }
    }

    private Duration round() throws InterruptedException {
        try {
            Duration rest = body.run();
            if (outage) {
                outage = false;
                LOG.infof("Works again: %s", name);
            }
            return rest;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (stopping) {
                // What it works with stops as well; nothing is lost that the next start does not take up.
                LOG.debugf(e, "Left when it was stopped: %s", name);
            } else if (!outage) {
                outage = true;
                LOG.warnf(e, "Fails, and is tried again until it works: %s", name);
            }
            return OUTAGE_REST;
        }
    }
}
