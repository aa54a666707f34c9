package io.toygres.operation;

import io.toygres.contract.Event;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.Outbox;
import io.toygres.operation.LeasedRow.Emitted;
import io.toygres.operation.RunningTurn.End;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Runs a leased operation's step outside any transaction, then commits what came of it and its events in one. */
final class TurnRunner {

    private static final Logger LOG = Logger.getLogger(TurnRunner.class);

    private final Jdbi jdbi;
    private final Outbox outbox;
    private final OperationStore store;
    private final OperationCatalogue catalogue;
    private final Duration lastLook;

    TurnRunner(
            Jdbi jdbi, Outbox outbox, OperationStore store, OperationCatalogue catalogue, OperationSettings settings) {
        this.jdbi = jdbi;
        this.outbox = outbox;
        this.store = store;
        this.catalogue = catalogue;
        this.lastLook = settings.lastLook();
    }

    /** Never throws an exception: without a commit the operation is due again when its lease ends. */
    void run(LeasedRow row, RunningTurn running) {
        MDC.put("operationId", row.id().toString());
        try {
            OperationTurn<?> turn = catalogue.turn(row);
            Optional<Change> change = step(row, turn, running);
            if (change.isPresent()) {
                commit(row, change.get());
            }
        } catch (Exception e) {
            LOG.warnf(
                    e,
                    "Turn not committed, due again when the lease ends. operationId=%s type=%s step=%s",
                    row.id(),
                    row.kind().type(),
                    row.position().step());
        } finally {
            MDC.remove("operationId");
        }
    }

    /** @return empty when the turn was abandoned */
    private Optional<Change> step(LeasedRow row, OperationTurn<?> turn, RunningTurn running) {
        running.enterStep(turn.latestEnd(lastLook));
        Change change;
        End end;
        try {
            change = turn.run();
            end = running.leaveStep();
        } catch (Exception e) {
            end = running.leaveStep();
            LOG.warnf(
                    e,
                    "Step ended with an exception. operationId=%s type=%s step=%s attempt=%d end=%s",
                    row.id(),
                    row.kind().type(),
                    row.position().step(),
                    row.position().attempt(),
                    end);
            change = turn.afterError(e, end);
        }
        return end == End.ABANDONED ? Optional.empty() : Optional.of(change);
    }

    private void commit(LeasedRow row, Change change) {
        boolean committed = jdbi.inTransaction(handle -> {
            if (!store.commit(handle, row.lease(), change)) {
                return false;
            }
            emit(handle, row, change);
            return true;
        });
        if (committed) {
            TransitionLog.log(row, change);
        } else {
            LOG.infof(
                    "Lease lost, outcome discarded. operationId=%s type=%s step=%s",
                    row.id(), row.kind().type(), row.position().step());
        }
    }

    private void emit(Handle handle, LeasedRow row, Change change) {
        Emitted emitted = row.emitted();
        long sequence = emitted.sequence();
        for (Event event : change.events()) {
            sequence++;
            outbox.add(handle, Envelope.event(event, sequence, row.times().now(), emitted.traceparent()));
        }
    }
}
