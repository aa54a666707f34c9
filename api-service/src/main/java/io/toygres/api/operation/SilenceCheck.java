package io.toygres.api.operation;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.contract.Command;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Asks workers after operations that have been silent for long: an event may have been lost, or this database restored from a backup
 * that is older than the events. The worker tells its last event again; an operation that has just nothing new to say is told the same
 * once more, which changes nothing.
 */
@ApplicationScoped
class SilenceCheck {

    private static final Logger LOG = Logger.getLogger(SilenceCheck.class);

    private final Jdbi jdbi;
    private final SilentOperations silent;
    private final Outbox outbox;
    private final SilenceConfig config;
    private final Clock clock;

    SilenceCheck(Jdbi jdbi, SilentOperations silent, Outbox outbox, SilenceConfig config, Clock clock) {
        this.jdbi = jdbi;
        this.silent = silent;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${toygres.silence.every:1m}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void ask() {
        jdbi.useTransaction(this::ask);
    }

    private void ask(Handle handle) {
        for (Command question : silent.take(handle, config.after(), config.batch())) {
            outbox.add(handle, Envelope.command(question, clock.instant()));
            LOG.infof("asked after a silent operation operationId=%s", question.operationId());
        }
    }
}
