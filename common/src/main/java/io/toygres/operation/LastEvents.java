package io.toygres.operation;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.Event;
import io.toygres.contract.Failure;
import io.toygres.contract.OperationId;
import io.toygres.contract.Progress;
import io.toygres.database.Tx;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.EventJson;
import io.toygres.messaging.Inbox;
import io.toygres.messaging.Outbox;
import io.toygres.telemetry.TraceContext;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Tells a follower again what it may have missed: an event that was lost on its way, or all since the backup from which the follower's
 * database was restored. An event keeps its number, so that one that has come before changes nothing.
 */
final class LastEvents {

    private static final Logger LOG = Logger.getLogger(LastEvents.class);

    private static final Failure LOST =
            new Failure(ErrorCode.OPERATION_LOST, "The service that ran the operation no longer knows it.");

    private final Outbox outbox;
    private final Inbox inbox;
    private final OperationRowStore store;
    private final OperationEvents events;

    LastEvents(Outbox outbox, Inbox inbox, OperationRowStore store, OperationEvents events) {
        this.outbox = outbox;
        this.inbox = inbox;
        this.store = store;
        this.events = events;
    }

    /**
     * What the row says of an operation's last event.
     *
     * @param sequence its number
     * @param event its JSON; empty when a release wrote the row that did not keep it
     * @param failure why the operation failed, if it has ended that way
     */
    record Last(
            long sequence,
            Optional<String> event,
            Instant at,
            Optional<String> traceparent,
            String step,
            boolean finished,
            Optional<Failure> failure) {}

    void tellAgain(Tx tx, OperationId id, UUID subject, long heard) {
        Optional<Last> known = store.last(tx, id, heard);
        if (known.isPresent()) {
            tellAgain(tx, id, subject, known.get());
        } else if (heard > 0 || inbox.knows(tx, Envelope.startId(id))) {
            // It counts as received from now on: should its command come again, it is not started behind its follower's
            // back.
            inbox.firstTime(tx, Envelope.startId(id));
            Event lost = events.failed(id, subject, LOST);
            outbox.add(tx, Envelope.event(lost, heard + 1, store.now(tx), TraceContext.current()));
            LOG.warnf("Asked after an operation that is lost. operationId=%s", id);
        }
        // Else its command is still on its way: it is sent again until it is answered.
    }

    private void tellAgain(Tx tx, OperationId id, UUID subject, Last last) {
        Optional<Event> event = last.event().flatMap(json -> read(id, json)).or(() -> made(id, subject, last));
        if (event.isEmpty()) {
            LOG.errorf("Asked after an operation whose last event is not kept. operationId=%s", id);
            return;
        }
        outbox.addAgain(tx, Envelope.event(event.get(), last.sequence(), last.at(), last.traceparent()));
    }

    private static Optional<Event> read(OperationId id, String json) {
        try {
            return Optional.of(EventJson.read(json));
        } catch (IllegalArgumentException e) {
            LOG.warnf(e, "Another release wrote the last event. operationId=%s", id);
            return Optional.empty();
        }
    }

    /** Said anew where the row has all that is needed. */
    private Optional<Event> made(OperationId id, UUID subject, Last last) {
        if (last.finished()) {
            return last.failure().map(failure -> events.failed(id, subject, failure));
        }
        var progress = Progress.of(last.step(), RowEvents.describe(last.step()));
        return Optional.of(events.progressed(id, subject, progress));
    }
}
