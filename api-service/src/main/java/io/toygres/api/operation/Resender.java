package io.toygres.api.operation;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.Access;
import io.toygres.contract.Command;
import io.toygres.contract.OperationId;
import io.toygres.contract.Progress;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Sends commands again that no worker answered. They keep their message id, so that a worker which has one already ignores it.
 * Every replica runs it; each command is taken by one of them at a time.
 */
@ApplicationScoped
class Resender {

    private static final Logger LOG = Logger.getLogger(Resender.class);

    private final Database database;
    private final UnansweredCommands unanswered;
    private final OperationStore operations;
    private final Timeline timeline;
    private final Outbox outbox;
    private final ResendConfig config;
    private final Clock clock;

    Resender(
            Database database,
            UnansweredCommands unanswered,
            OperationStore operations,
            Timeline timeline,
            Outbox outbox,
            ResendConfig config,
            Clock clock) {
        this.database = database;
        this.unanswered = unanswered;
        this.operations = operations;
        this.timeline = timeline;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${toygres.resend.every:15s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void resend() {
        database.useTransaction(this::resend);
    }

    private void resend(Tx tx) {
        Instant now = clock.instant();
        List<Command> commands = unanswered.take(tx, now.minus(config.after()), now, config.batch());
        for (Command command : commands) {
            tellUntaken(tx, command.operationId(), now);
            Envelope<Command> envelope = Envelope.command(command, now);
            if (outbox.addAgain(tx, envelope)) {
                LOG.infof(
                        "command sent again, no worker answered operationId=%s messageId=%s",
                        command.operationId(), envelope.id());
            }
        }
    }

    /** An operation that nobody works on must not look like one that is about to begin. */
    private void tellUntaken(Tx tx, OperationId id, Instant now) {
        operations
                .find(tx, Access.EVERYTHING, id)
                .filter(found -> found.status() == OperationStatus.PENDING)
                .ifPresent(pending -> {
                    Duration waiting = Duration.between(pending.createdAt(), now);
                    var progress = Progress.of(
                            "accepted", "No worker has taken it for " + waiting.toSeconds() + " s; it is asked again.");
                    operations.untaken(tx, id, progress);
                    timeline.untaken(tx, id, now, progress);
                });
    }
}
