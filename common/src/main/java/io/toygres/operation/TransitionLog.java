package io.toygres.operation;

import io.toygres.contract.Failure;
import io.toygres.operation.Change.Advance;
import io.toygres.operation.Change.Finish;
import io.toygres.operation.Change.Retry;
import io.toygres.operation.Change.Stay;
import io.toygres.operation.Change.UndoStep;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** One INFO line for every committed transition of an operation; waits and retries are no transitions. */
final class TransitionLog {

    private static final Logger LOG = Logger.getLogger("io.toygres.operation");

    private TransitionLog() {}

    static void log(LeasedRow row, Change change) {
        switch (change) {
            case Advance advance -> LOG.infof("Step done. %s next=%s", keys(row), advance.step());
            case UndoStep undo ->
                LOG.infof(
                        "Undoing. %s next=%s code=%s",
                        keys(row), undo.step(), undo.failure().code());
            case Finish finish -> finished(row, finish.failure());
            case Stay stay -> LOG.debugf("Waiting. %s delay=%s reason=%s", keys(row), stay.delay(), stay.reason());
            case Retry retry -> LOG.debugf("Retrying. %s error=%s", keys(row), retry.error());
        }
    }

    private static void finished(LeasedRow row, Optional<Failure> failure) {
        String after = Durations.inWords(
                Duration.between(row.times().startedAt(), row.times().now()));
        failure.ifPresentOrElse(
                why -> LOG.infof("Operation failed. %s after=%s code=%s", keys(row), after, why.code()),
                () -> LOG.infof("Operation done. %s after=%s", keys(row), after));
    }

    private static String keys(LeasedRow row) {
        return "operationId=%s type=%s step=%s attempt=%d"
                .formatted(
                        row.id(),
                        row.kind().type(),
                        row.position().step(),
                        row.position().attempt());
    }
}
