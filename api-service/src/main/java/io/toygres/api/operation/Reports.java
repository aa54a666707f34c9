package io.toygres.api.operation;

import io.toygres.api.access.Access;
import io.toygres.api.reconciliation.OrphanRemoval;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Event;
import io.toygres.contract.Failure;
import io.toygres.contract.OperationId;
import io.toygres.contract.Progress;
import io.toygres.database.Tx;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.RefusedMessageException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What workers report of their operations: decides whether an event still counts, and keeps the operation's row and timeline.
 * The instance or image itself is changed by its own feature, in the same transaction.
 */
@ApplicationScoped
public class Reports {

    private static final Logger LOG = Logger.getLogger(Reports.class);

    /**
     * How far an event's sequence may be ahead of the last one: more than an operation reports in a day, should all that have been lost.
     * A larger one is a mistake or a forgery, and would make every later event a late one.
     */
    private static final long MAX_GAP = 100_000;

    private final OperationStore operations;
    private final Timeline timeline;
    private final OrphanRemoval removal;

    Reports(OperationStore operations, Timeline timeline, OrphanRemoval removal) {
        this.operations = operations;
        this.timeline = timeline;
        this.removal = removal;
    }

    /**
     * The operation that the event is about, locked; empty for an event that changes nothing: one that is older than another
     * that was applied, comes after the end, or belongs to no operation of ours.
     *
     * @throws RefusedMessageException when its sequence is absurd
     */
    public Optional<OperationRecord> admit(Tx tx, Envelope<? extends Event> event) {
        OperationId id = event.body().operationId();
        Optional<OperationRecord> operation = operations.lock(tx, Access.EVERYTHING, id);
        if (operation.isEmpty() && !removal.told(tx, event.body())) {
            LOG.warnf("event of an unknown operation ignored operationId=%s messageId=%s", id, event.id());
        }
        operation.ifPresent(known -> checkSequence(known, event));
        return operation.filter(known -> isNews(known, event)).filter(known -> fits(known, event));
    }

    public void progressed(Tx tx, Envelope<? extends Event> event, Progress progress) {
        OperationId id = event.body().operationId();
        Progress told = StepSentences.told(progress);
        operations.running(tx, id, event.sequence(), event.time(), told);
        timeline.add(tx, id, event.sequence(), event.time(), told);
    }

    /** @param message how it ended, one sentence for the timeline */
    public void succeeded(Tx tx, Envelope<? extends Event> event, String message) {
        OperationId id = event.body().operationId();
        operations.finished(tx, id, event.sequence(), event.time(), OperationStatus.SUCCEEDED, null);
        timeline.add(tx, id, event.sequence(), event.time(), Progress.of("succeeded", message));
    }

    public void failed(Tx tx, Envelope<? extends Event> event, Failure failure) {
        OperationId id = event.body().operationId();
        OperationStatus status =
                failure.code() == ErrorCode.CANCELLED ? OperationStatus.CANCELLED : OperationStatus.FAILED;
        operations.finished(tx, id, event.sequence(), event.time(), status, failure);
        timeline.add(tx, id, event.sequence(), event.time(), Progress.of(status.wireName(), failure.detail()));
    }

    private static void checkSequence(OperationRecord operation, Envelope<? extends Event> event) {
        if (event.sequence() > operation.lastSequence() + MAX_GAP) {
            throw new RefusedMessageException(
                    "sequence " + event.sequence() + " is too far from the last one, " + operation.lastSequence());
        }
    }

    private static boolean isNews(OperationRecord operation, Envelope<? extends Event> event) {
        boolean news = !operation.status().isFinished() && event.sequence() > operation.lastSequence();
        if (!news) {
            LOG.debugf("late event ignored operationId=%s messageId=%s", operation.id(), event.id());
        }
        return news;
    }

    private static boolean fits(OperationRecord operation, Envelope<? extends Event> event) {
        boolean fits = operation.type().reports(event.body())
                && operation.subject().equals(event.body().subject());
        if (!fits) {
            LOG.warnf(
                    "event that does not fit its operation ignored operationId=%s messageId=%s",
                    operation.id(), event.id());
        }
        return fits;
    }
}
