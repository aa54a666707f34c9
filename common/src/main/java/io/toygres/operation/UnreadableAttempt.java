package io.toygres.operation;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.Event;
import io.toygres.contract.Failure;
import io.toygres.operation.Change.Finish;
import io.toygres.operation.Change.Retry;
import io.toygres.operation.RunningAttempt.End;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The attempt of an operation that this release can't read. During an upgrade another replica may be able to: it is left to that one for a
 * while, and fails when nobody came. Nothing of it can be undone here then, which the failure says.
 */
final class UnreadableAttempt implements OperationAttempt {

    private final LeasedRow row;
    private final RowEvents events;
    private final OperationSettings settings;
    private final UnreadableOperationException reason;

    UnreadableAttempt(
            LeasedRow row, RowEvents events, OperationSettings settings, UnreadableOperationException reason) {
        this.row = row;
        this.events = events;
        this.settings = settings;
        this.reason = reason;
    }

    @Override
    public Change run() throws Exception {
        throw reason;
    }

    @Override
    public Instant latestEnd() {
        return OperationAttempt.after(row, settings.lastLook());
    }

    @Override
    public Change afterError(Throwable error, End end) {
        Instant deadline =
                row.position().failingSince().orElse(row.times().now()).plus(patience());
        if (!row.times().now().isBefore(deadline)) {
            Failure failure = failure();
            return new Finish(row.state(), Optional.of(failure), List.of(events.failed(failure)));
        }
        return new Retry(reason.reason(), Optional.of(deadline), told());
    }

    /** Somebody who cancels it does not want to wait for a release that may never come. */
    private Duration patience() {
        return row.verdict().cancelRequested() ? settings.lastLook() : settings.unreadablePatience();
    }

    private List<Event> told() {
        int failures = row.position().failures();
        return failures == 1 || OperationAttempt.isTold(failures)
                ? List.of(events.progressed(
                        row.position().step(),
                        "It waits for a replica that can go on with it: " + reason.reason() + "."))
                : List.of();
    }

    private Failure failure() {
        String notUndone = " It was not undone (" + reason.reason() + "): what it made may be left behind.";
        return row.verdict()
                .failure()
                .map(failure -> failure.withDetail(failure.detail() + notUndone))
                .orElseGet(() -> row.verdict().cancelRequested()
                        ? new Failure(ErrorCode.CANCELLED, ReadableAttempt.CANCELLED.detail() + notUndone)
                        : new Failure(ErrorCode.INTERNAL_ERROR, "Nobody could go on with it." + notUndone));
    }
}
