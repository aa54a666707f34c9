package io.toygres.operation;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Hears from the other replicas that something is due, over PostgreSQL's LISTEN on one connection of its own. */
final class WakeListener {

    private static final Logger LOG = Logger.getLogger(WakeListener.class);

    /** How long stopping takes at most; a notification ends the wait at once. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private final Jdbi jdbi;
    private final Runnable wake;
    private final Thread thread = Thread.ofVirtual().name("operations-listener").unstarted(this::run);
    private final Outage outage = new Outage(LOG, "Wake-ups of other replicas are not heard: the database is away");
    private volatile boolean stopping;

    WakeListener(Jdbi jdbi, Runnable wake) {
        this.jdbi = jdbi;
        this.wake = wake;
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        stopping = true;
        thread.join();
    }

    private void run() {
        while (!stopping) {
            try {
                jdbi.useHandle(this::listen);
            } catch (Exception e) {
                outage.begins(e);
                pause();
            }
        }
    }

    private void listen(Handle handle) throws Exception {
        String schema = handle.createQuery("SELECT current_schema()")
                .mapTo(String.class)
                .one();
        PGConnection connection = handle.getConnection().unwrap(PGConnection.class);
        handle.execute("LISTEN " + LeaseStore.CHANNEL);
        outage.over();
        try {
            while (!stopping) {
                for (PGNotification notification : connection.getNotifications((int) PATIENCE.toMillis())) {
                    if (notification.getParameter().equals(schema)) {
                        wake.run();
                    }
                }
            }
        } finally {
            // The connection goes back to a pool: its next user has not asked for notifications.
            handle.execute("UNLISTEN " + LeaseStore.CHANNEL);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RECONNECT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
