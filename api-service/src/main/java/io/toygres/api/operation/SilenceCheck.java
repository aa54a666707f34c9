package io.toygres.api.operation;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.contract.Command;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Asks workers after operations that have been silent for long: an event may have been lost, or this database restored from a backup
 * that is older than the events. The worker tells its last event again; where nothing was lost that event has been applied
 * before, and changes nothing.
 */
@ApplicationScoped
class SilenceCheck {

    private static final Logger LOG = Logger.getLogger(SilenceCheck.class);

    private final Database database;
    private final SilentOperations silent;
    private final Outbox outbox;
    private final SilenceConfig config;
    private final Clock clock;

    SilenceCheck(Database database, SilentOperations silent, Outbox outbox, SilenceConfig config, Clock clock) {
        this.database = database;
        this.silent = silent;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${toygres.silence.every:1m}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void ask() {
        database.useTransaction(this::ask);
    }

    private void ask(Tx tx) {
        for (Command question : silent.take(tx, config.after(), config.batch())) {
            outbox.add(tx, Envelope.command(question, clock.instant()));
            LOG.infof("asked after a silent operation operationId=%s", question.operationId());
        }
    }
}
