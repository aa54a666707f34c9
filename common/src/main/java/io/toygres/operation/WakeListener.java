package io.toygres.operation;

import io.toygres.background.BackgroundLoop;
import io.toygres.background.BackgroundLoop.Bounds;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Hears from the other replicas that something is due, over PostgreSQL's LISTEN on one connection of its own. */
final class WakeListener {

    /** How long stopping takes at most; a notification ends the wait at once. */
    private static final int PATIENCE_MS = 500;

    private final Jdbi jdbi;
    private final Runnable wake;
    private final BackgroundLoop loop =
            new BackgroundLoop("operations-listener", Bounds.ofRound(Duration.ofSeconds(30)), this::listen);

    WakeListener(Jdbi jdbi, Runnable wake) {
        this.jdbi = jdbi;
        this.wake = wake;
    }

    void start() {
        loop.start();
    }

    void stop() throws InterruptedException {
        loop.stop();
    }

    private Duration listen() throws SQLException {
        jdbi.useHandle(this::listen);
        return Duration.ZERO;
    }

    private void listen(Handle handle) throws SQLException {
        String schema = handle.createQuery("SELECT current_schema()")
                .mapTo(String.class)
                .one();
        PGConnection connection = handle.getConnection().unwrap(PGConnection.class);
        handle.execute("LISTEN " + LeaseStore.CHANNEL);
        while (!loop.isStopping()) {
            loop.progress();
            for (PGNotification notification : connection.getNotifications(PATIENCE_MS)) {
                if (notification.getParameter().equals(schema)) {
                    wake.run();
                }
            }
        }
        // The connection goes back to a pool: its next user has not asked for notifications.
        handle.execute("UNLISTEN " + LeaseStore.CHANNEL);
    }
}
