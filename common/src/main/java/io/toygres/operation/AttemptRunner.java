package io.toygres.operation;

import io.toygres.contract.Event;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.Outbox;
import io.toygres.operation.RunningAttempt.End;
import io.toygres.telemetry.TracedWork;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Runs a leased operation's step outside any transaction, then commits what came of it and its events in one. */
final class AttemptRunner {

    private static final Logger LOG = Logger.getLogger(AttemptRunner.class);

    private final Database database;
    private final Outbox outbox;
    private final OperationRowStore store;
    private final OperationCatalogue catalogue;
    private final OperationSettings settings;

    AttemptRunner(
            Database database,
            Outbox outbox,
            OperationRowStore store,
            OperationCatalogue catalogue,
            OperationSettings settings) {
        this.database = database;
        this.outbox = outbox;
        this.store = store;
        this.catalogue = catalogue;
        this.settings = settings;
    }

    /** Never throws: without a commit the operation is due again when its lease ends. */
    void run(RunningAttempt running) {
        LeasedRow row = running.row();
        MDC.put("operationId", row.id().toString());
        try (TracedWork span = StepSpan.begin(row)) {
            OperationAttempt attempt = catalogue.attempt(row, settings);
            Optional<Change> outcome = step(row, attempt, running);
            span.outcome(StepSpan.outcome(outcome));
            outcome.ifPresent(change -> commit(row, attempt, change));
        } catch (Throwable e) {
            notCommitted(row, e);
        } finally {
            MDC.remove("operationId");
        }
    }

    /** Commits in the place of a thread that does not end, unless its lease is lost as well. */
    void givenUp(LeasedRow row, End why) {
        LOG.errorf("Step does not end though it was broken off; its thread is given up. %s end=%s", keys(row), why);
        if (why == End.ABANDONED) {
            return;
        }
        try {
            commit(row, catalogue.attempt(row, settings).afterError(new HungException(), why));
        } catch (Throwable e) {
            notCommitted(row, e);
        }
    }

    /** @return empty when the attempt was abandoned */
    private static Optional<Change> step(LeasedRow row, OperationAttempt attempt, RunningAttempt running) {
        running.enterStep(attempt.latestEnd());
        Change change;
        End end;
        try {
            change = attempt.run();
            end = running.leaveStep();
        } catch (Throwable e) {
            end = running.leaveStep();
            LOG.warnf(
                    e,
                    "Step ended with an exception. %s attempt=%d end=%s",
                    keys(row),
                    row.position().attempt(),
                    end);
            change = attempt.afterError(e, end);
        }
        return end == End.ABANDONED ? Optional.empty() : Optional.of(change);
    }

    /** What can't be committed is a failure of the step like any other: it must not be repeated beyond the deadline. */
    private void commit(LeasedRow row, OperationAttempt attempt, Change change) {
        try {
            commit(row, change);
        } catch (Throwable e) {
            notCommitted(row, e);
            commit(row, attempt.afterError(e, End.OF_ITSELF));
        }
    }

    private void commit(LeasedRow row, Change change) {
        boolean committed = database.inTransaction(tx -> {
            OptionalLong sequence = store.commit(tx, row, change);
            sequence.ifPresent(last -> emit(tx, row, change.events(), last));
            return sequence.isPresent();
        });
        if (committed) {
            TransitionLog.log(row, change);
            OperationMeters.committed(row, change);
        } else {
            OperationMeters.leaseLost();
            LOG.infof("Lease lost, outcome discarded. %s", keys(row));
        }
    }

    private void emit(Tx tx, LeasedRow row, List<Event> events, long last) {
        long sequence = last - events.size();
        for (Event event : events) {
            sequence++;
            outbox.add(tx, Envelope.event(event, sequence, row.times().now(), row.traceparent()));
        }
    }

    private static void notCommitted(LeasedRow row, Throwable error) {
        LOG.warnf(error, "Attempt not committed, due again when the lease ends. %s", keys(row));
    }

    private static String keys(LeasedRow row) {
        return "operationId=%s type=%s step=%s"
                .formatted(row.id(), row.kind().type(), row.position().step());
    }
}
