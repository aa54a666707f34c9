package io.toygres.api.webhook.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.toygres.api.webhook.connection.ConnectionConfig;
import io.toygres.api.webhook.delivery.LeaseStore.Lease;
import io.toygres.background.BackgroundLoop;
import io.toygres.background.BackgroundLoop.Bounds;
import io.toygres.database.Database;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Finds webhooks that have something to tell, and tells them: so many at the same time on each replica, each by one replica at a time, those
 * first that have waited longest. A receiver that is slow takes one place for {@link #TURN} and one attempt at most, then the next one has it.
 */
@Singleton
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    private static final Duration TURN = Duration.ofSeconds(5);

    private final Database database;
    private final LeaseStore leases;
    private final Turn turn;
    private final DeliveryConfig config;
    private final Duration timeout;
    private final Clock clock;
    private final Semaphore places;

    /** Whether there were as many to tell as places: more may wait for one. */
    private volatile boolean full;

    private final BackgroundLoop loop =
            new BackgroundLoop("webhooks", Bounds.ofRound(Duration.ofMinutes(1)).withoutFailing(), this::round);

    Dispatcher(
            Database database,
            LeaseStore leases,
            Turn turn,
            DeliveryConfig config,
            ConnectionConfig connections,
            Clock clock) {
        this.database = database;
        this.leases = leases;
        this.turn = turn;
        this.config = config;
        this.timeout = connections.timeout();
        this.clock = clock;
        this.places = new Semaphore(config.concurrency());
    }

    void onStart(@Observes StartupEvent event) {
        loop.start();
    }

    /** What is under way comes to its end and is written down, else it would be sent again. */
    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        loop.stop();
        if (!places.tryAcquire(config.concurrency(), timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("Stopped while webhooks were told; what they were told last comes again.");
        }
    }

    Duration round() {
        int free = places.availablePermits();
        if (free > 0) {
            Instant now = clock.instant();
            List<Lease> due = database.withConnection(tx -> leases.lease(tx, now, free));
            full = due.size() == free;
            due.forEach(this::begin);
        }
        return config.poll();
    }

    private void begin(Lease lease) {
        places.acquireUninterruptibly();
        Thread.ofVirtual().name("webhook-" + lease.webhook()).start(() -> run(lease));
    }

    private void run(Lease lease) {
        long end = System.nanoTime() + TURN.toNanos();
        BooleanSupplier isOver = () -> loop.isStopping() || System.nanoTime() > end;
        try {
            turn.run(lease, isOver);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warnf(e, "a webhook is told again once its lease is over webhookId=%s", lease.webhook());
        } finally {
            places.release();
            if (full) {
                loop.wake();
            }
        }
    }
}
