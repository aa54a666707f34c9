package io.toygres.operation;

import io.toygres.contract.Event;
import io.toygres.contract.OperationId;
import io.toygres.contract.Progress;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.Inbox;
import io.toygres.messaging.Outbox;
import io.toygres.operation.OperationRowStore.Start;
import io.toygres.telemetry.TraceContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Starts, cancels and wakes operations; {@link OperationWorker} runs them, here or in another replica. */
@Singleton
public final class Operations {

    private static final Logger LOG = Logger.getLogger(Operations.class);

    private final Database database;
    private final Outbox outbox;
    private final Inbox inbox;
    private final OperationWorker worker;
    private final OperationCatalogue catalogue;
    private final OperationRowStore store;
    private final LeaseStore leases;
    private final Set<OperationId> waking = ConcurrentHashMap.newKeySet();

    @Inject
    Operations(
            Database database,
            Outbox outbox,
            Inbox inbox,
            OperationWorker worker,
            OperationCatalogue catalogue,
            OperationSettings settings) {
        this.database = database;
        this.outbox = outbox;
        this.inbox = inbox;
        this.worker = worker;
        this.catalogue = catalogue;
        this.store = new OperationRowStore(settings);
        this.leases = new LeaseStore(settings);
    }

    /**
     * Starts an operation when the transaction commits, and tells followers. An operation of that id that exists already stays
     * as it is.
     *
     * @param tx a transaction
     * @param subject the image or instance it is about
     */
    public <S extends Record> void start(Tx tx, Operation<S> operation, OperationId id, UUID subject, S state) {
        Plan<S> plan = operation.plan();
        String first = plan.entries().getFirst().name();
        Optional<String> trace = TraceContext.current();
        Event event = catalogue.events().progressed(id, subject, Progress.of(first, RowEvents.describe(first)));
        store.insert(tx, id, OperationKind.of(plan), subject, new Start(StateJson.write(state), first, event, trace))
                .ifPresent(startedAt -> {
                    outbox.add(tx, Envelope.event(event, 1, startedAt, trace));
                    wakeAll(tx);
                });
    }

    private void wakeAll(Tx tx) {
        leases.notifyReplicas(tx);
        tx.afterCommit(worker::wake);
    }

    /**
     * Asks for the end of a running operation: at its next attempt it begins to undo what it did, and fails as cancelled.
     *
     * @param tx a transaction
     * @return false when there is no such operation, or it is already being undone or finished
     */
    public boolean cancel(Tx tx, OperationId id) {
        if (!store.requestCancel(tx, id)) {
            return false;
        }
        wakeAll(tx);
        return true;
    }

    /**
     * Asks that the operation ends without waiting for what its undo can't remove: each step that is left is undone at one attempt, and
     * what that leaves behind is named in its failure. One that still runs is cancelled.
     *
     * @param tx a transaction
     * @return false when there is no such operation, or it has ended
     */
    public boolean abandon(Tx tx, OperationId id) {
        if (!store.requestAbandon(tx, id)) {
            return false;
        }
        wakeAll(tx);
        return true;
    }

    /**
     * Cancels as above, and reports an operation as cancelled at once whose starting command was not received: it counts as
     * received from now on, so that it does nothing when it comes late.
     *
     * @param subject the image or instance it is about
     */
    public void cancel(Tx tx, OperationId id, UUID subject) {
        if (cancel(tx, id)) {
            return;
        }
        if (inbox.firstTime(tx, Envelope.startId(id))) {
            Event event = catalogue.events().failed(id, subject, ReadableAttempt.CANCELLED);
            outbox.add(tx, Envelope.event(event, 1, store.now(tx), TraceContext.current()));
        } else {
            // After a rebalance two consumers may have the two commands at once: the start has just been committed.
            cancel(tx, id);
        }
    }

    /**
     * Tells once more what was last told of an operation, to a follower that has not heard of it for long. An operation that is not known
     * here, though it must have been, is told as failed with {@code OPERATION_LOST}.
     *
     * @param tx a transaction
     * @param subject the image or instance it is about
     * @param heard the number of the last event that the follower has; 0 when it has none
     */
    public void report(Tx tx, OperationId id, UUID subject, long heard) {
        new LastEvents(outbox, inbox, store, catalogue.events()).tellAgain(tx, id, subject, heard);
    }

    /** The images or instances that an unfinished operation is about. */
    public Set<UUID> unfinishedSubjects() {
        return database.withConnection(store::unfinishedSubjects);
    }

    /**
     * Says that what the operation waits for may have happened. A hint: it returns at once, comes from any thread, and may be
     * lost. During a running step it makes the step run once more.
     */
    public void wake(OperationId id) {
        if (waking.add(id)) {
            Thread.ofVirtual().name("wake-" + id).start(() -> wakeNow(id));
        }
    }

    private void wakeNow(OperationId id) {
        // Removed first: a wake that comes while this one is written is written as well.
        waking.remove(id);
        try {
            database.useTransaction(tx -> leases.wake(tx, id));
            worker.wake();
        } catch (RuntimeException e) {
            LOG.debugf(e, "Wake-up lost; the operation comes by itself. operationId=%s", id);
        }
    }
}
