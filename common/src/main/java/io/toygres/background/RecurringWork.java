package io.toygres.background;

import io.toygres.background.BackgroundLoop.Bounds;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Keeps watch over work that is done again and again, by a {@link BackgroundLoop} or by the scheduler. Whatever a round throws, an
 * {@code Error} included, is an outage of what it works with: it is logged when the outage begins, every five minutes
 * while it lasts, and when it is over. What is thrown
 * while it is being stopped is no outage, and not logged. Work that fails for long or stands still shows in the service's readiness.
 */
public final class RecurringWork {

    private static final Logger LOG = Logger.getLogger(RecurringWork.class);

    /** All that goes on in this process. Static, because it is made where it belongs and the check is made by the container. */
    private static final Set<RecurringWork> RUNNING = ConcurrentHashMap.newKeySet();

    private final String name;
    private final LoopHealth health;
    private final BooleanSupplier alive;
    private volatile boolean stopping;

    /**
     * Of work that the scheduler begins.
     *
     * @param name what it does, for the log and the readiness check
     */
    public RecurringWork(String name, Bounds bounds) {
        this(name, bounds, () -> true);
    }

    /** @param alive whether somebody will begin another round */
    RecurringWork(String name, Bounds bounds, BooleanSupplier alive) {
        this.name = name;
        this.health = new LoopHealth(bounds, System::nanoTime);
        this.alive = alive;
    }

    /** The work of this process that was begun and not ended. */
    static Set<RecurringWork> running() {
        return Set.copyOf(RUNNING);
    }

    String name() {
        return name;
    }

    /** What is wrong with it, in a few words; empty when it works. */
    Optional<String> trouble() {
        return alive.getAsBoolean() ? health.trouble() : Optional.of("has ended");
    }

    /** From now on it is watched. */
    public void begin() {
        RUNNING.add(this);
    }

    /** From now on it may fail: what it works with stops as well. */
    public void end() {
        stopping = true;
        RUNNING.remove(this);
    }

    boolean isStopping() {
        return stopping;
    }

    void progress() {
        health.progress();
    }

    /** Does the work once. @return empty when it failed */
    public <T> Optional<T> round(Callable<T> work) {
        health.begun();
        try {
            T result = work.call();
            worked();
            return Optional.of(result);
        } catch (Throwable e) {
            failed(e);
            return Optional.empty();
        }
    }

    /** A round has ended well. */
    void worked() {
        if (health.completed()) {
            LOG.infof("Works again: %s", name);
        }
    }

    /** A round has ended so. */
    void failed(Throwable e) {
        boolean tell = health.failed();
        if (stopping) {
            // What it works with stops as well; nothing is lost that the next start does not take up.
            LOG.debugf(e, "Left when it was stopped: %s", name);
        } else if (tell) {
            LOG.warnf(e, "Fails, and is tried again until it works: %s", name);
        }
    }

    /** Its failure could not even be handled, as when memory is short. */
    void failed() {
        health.failed();
    }
}
