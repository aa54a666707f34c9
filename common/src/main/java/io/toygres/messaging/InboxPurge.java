package io.toygres.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.toygres.background.BackgroundLoop;
import io.toygres.background.BackgroundLoop.Bounds;
import io.toygres.database.Database;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps the inbox small: once an hour it forgets what Kafka can no longer deliver again. */
@Singleton
final class InboxPurge {

    static final String RETENTION = "toygres.inbox.retention";
    static final String DEFAULT_RETENTION = "14D";

    private static final Duration PERIOD = Duration.ofHours(1);

    private final BackgroundLoop loop;

    /** @param retention how long a message id is remembered; longer than any topic's {@code retention.ms} */
    @Inject
    InboxPurge(
            Database database,
            Inbox inbox,
            @ConfigProperty(name = RETENTION, defaultValue = DEFAULT_RETENTION) Duration retention) {
        loop = new BackgroundLoop("inbox-purge", Bounds.ofRound(Duration.ofMinutes(10)), () -> {
            database.useConnection(tx -> inbox.purge(tx, retention));
            return PERIOD;
        });
    }

    void onStart(@Observes StartupEvent event) {
        loop.start();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        loop.stop();
    }
}
