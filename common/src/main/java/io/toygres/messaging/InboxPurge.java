package io.toygres.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Keeps the inbox small: once an hour it forgets what Kafka can no longer deliver again. */
@Singleton
final class InboxPurge {

    private static final Logger LOG = Logger.getLogger(InboxPurge.class);
    private static final Duration PERIOD = Duration.ofHours(1);

    private final Jdbi jdbi;
    private final Inbox inbox;
    private final Duration retention;
    private final Thread thread = Thread.ofVirtual().name("inbox-purge").unstarted(this::run);

    /** @param retention how long a message id is remembered; longer than any topic's {@code retention.ms} */
    @Inject
    InboxPurge(
            Jdbi jdbi,
            Inbox inbox,
            @ConfigProperty(name = "toygres.inbox.retention", defaultValue = "14D") Duration retention) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.retention = retention;
    }

    void onStart(@Observes StartupEvent event) {
        thread.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PERIOD);
                purge();
            }
        } catch (InterruptedException _) {
            // the service stops
        }
    }

    private void purge() {
        try {
            jdbi.useHandle(handle -> inbox.purge(handle, retention));
        } catch (RuntimeException e) {
            LOG.warn("The inbox could not be purged; the next try is in an hour", e);
        }
    }
}
