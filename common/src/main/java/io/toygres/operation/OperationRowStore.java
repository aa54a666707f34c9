package io.toygres.operation;

import io.toygres.contract.Event;
import io.toygres.contract.Failure;
import io.toygres.contract.OperationId;
import io.toygres.database.Statement;
import io.toygres.database.Tx;
import io.toygres.messaging.EventJson;
import io.toygres.operation.Change.Advance;
import io.toygres.operation.Change.Finish;
import io.toygres.operation.Change.Retry;
import io.toygres.operation.Change.Stay;
import io.toygres.operation.Change.UndoStep;
import io.toygres.operation.LastEvents.Last;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** Table {@code operation}: what happens to a row over its life. How rows are leased is {@link LeaseStore}'s. */
final class OperationRowStore {

    private static final String INSERT = """
            INSERT INTO operation (id, type, version, subject, traceparent, state, step, sequence, last_event, last_event_at)
            VALUES (:id, :type, :version, :subject, :traceparent, :state::text::jsonb, :step, 1,
                    CAST(:event AS text), now())
            ON CONFLICT (id) DO NOTHING
            RETURNING started_at
            """;

    private static final String CANCEL = """
            UPDATE operation
            SET cancel_requested_at = coalesce(cancel_requested_at, now()),
                woken = leased,
                due_at = CASE WHEN leased THEN due_at ELSE now() END
            WHERE id = :id AND status = 'running'
            """;

    private static final String ABANDON = """
            UPDATE operation
            SET cancel_requested_at = coalesce(cancel_requested_at, now()),
                abandon_requested_at = coalesce(abandon_requested_at, now()),
                woken = leased,
                due_at = CASE WHEN leased THEN due_at ELSE now() END
            WHERE id = :id AND finished_at IS NULL
            """;

    /** The part that every change begins with: the lease ends, its events are counted and the last of them is kept. */
    private static final String COMMIT = """
            UPDATE operation
            SET leased = false, woken = false, sequence = sequence + :events,
                last_event = coalesce(CAST(:event AS text), last_event),
                last_event_at = coalesce(CAST(:event_at AS timestamptz), last_event_at),
            """;

    private static final String GUARD = " WHERE id = :id AND leased AND fencing_token = :token RETURNING sequence";

    private static final String STAY = COMMIT + """
                state = :state::text::jsonb, wait_reason = :reason, last_error = NULL, failures = 0, failing_since = NULL,
                due_at = CASE WHEN woken THEN now() ELSE now() + :delay * interval '1 millisecond' END
            """ + GUARD;

    private static final String ADVANCE = COMMIT + """
                state = :state::text::jsonb, step = :step, step_started_at = NULL, attempt = 0,
                phase_started_at = CASE WHEN :new_phase THEN NULL ELSE phase_started_at END,
                wait_reason = NULL, last_error = NULL, failures = 0, failing_since = NULL, due_at = now()
            """ + GUARD;

    private static final String TAKE_BACK = COMMIT + """
                status = 'undoing', failure_code = :code, failure_detail = :detail, failure_log = :log,
                step = :step, step_started_at = NULL, attempt = 0,
                wait_reason = NULL, last_error = NULL, failures = 0, failing_since = NULL, due_at = now()
            """ + GUARD;

    private static final String RETRY = COMMIT + """
                last_error = :error, failing_since = coalesce(failing_since, now()),
                due_at = CASE WHEN woken THEN now() ELSE least(now() + %s, CAST(:latest AS timestamptz)) END
            """.formatted(LeaseStore.backoffAfter("failures - 1")) + GUARD;

    private static final String FINISH = COMMIT + """
                state = :state::text::jsonb, status = :status,
                failure_code = :code, failure_detail = :detail, failure_log = :log,
                wait_reason = NULL, last_error = NULL, failures = 0, failing_since = NULL, finished_at = now()
            """ + GUARD;

    /**
     * A follower that has heard more than this row has told, or took another event of the last number for it, follows a row that was
     * restored from a backup: the row goes on beyond what was heard.
     */
    private static final String LAST = """
            UPDATE operation
            SET sequence = CASE WHEN sequence < :heard OR (sequence = :heard AND finished_at IS NOT NULL)
                                THEN :heard + 1 ELSE sequence END
            WHERE id = :id
            RETURNING sequence, last_event, coalesce(last_event_at, now()) AS last_event_at, traceparent, step,
                      finished_at, failure_code, failure_detail, failure_log
            """;

    private static final String KINDS = "SELECT DISTINCT type, version FROM operation WHERE finished_at IS NULL";

    private static final String SUBJECTS = "SELECT DISTINCT subject FROM operation WHERE finished_at IS NULL";

    private static final String OVERDUE = """
            SELECT count(*) AS operations, coalesce(max(extract(epoch FROM now() - due_at)), 0)::bigint AS seconds
            FROM operation WHERE finished_at IS NULL AND NOT leased AND due_at < now() - interval '1 minute'
            """;

    private static final String PURGE = "DELETE FROM operation WHERE finished_at < now() - :age * interval '1 second'";

    private final OperationSettings settings;

    OperationRowStore(OperationSettings settings) {
        this.settings = settings;
    }

    /** @return when it was started; empty when there is such an operation already */
    Optional<Instant> insert(Tx tx, OperationId id, OperationKind kind, UUID subject, Start start) {
        return tx.sql(INSERT)
                .bind("id", id.value())
                .bind("type", kind.type())
                .bind("version", kind.version())
                .bind("subject", subject)
                .bind("traceparent", start.traceparent().orElse(null))
                .bind("state", start.state())
                .bind("step", start.step())
                .bind("event", EventJson.write(start.event()))
                .find(row -> row.instant("started_at"));
    }

    /** Where an operation begins, and what is told of it. */
    record Start(String state, String step, Event event, Optional<String> traceparent) {}

    /** @return false when there is no such operation, or it is past cancelling */
    boolean requestCancel(Tx tx, OperationId id) {
        return tx.sql(CANCEL).bind("id", id.value()).update() == 1;
    }

    /** @return false when there is no such operation, or it has ended */
    boolean requestAbandon(Tx tx, OperationId id) {
        return tx.sql(ABANDON).bind("id", id.value()).update() == 1;
    }

    /**
     * @return the number of its last event; empty when the lease was lost: nothing is changed, and another replica's run counts
     */
    OptionalLong commit(Tx tx, LeasedRow row, Change change) {
        Optional<Event> last = change.events().isEmpty()
                ? Optional.empty()
                : Optional.of(change.events().getLast());
        return update(tx, change)
                .bind("id", row.id().value())
                .bind("token", row.lease().fencingToken())
                .bind("events", change.events().size())
                .bind("event", last.map(EventJson::write).orElse(null))
                .bind("event_at", last.map(_ -> row.times().now()).orElse(null))
                .find(committed -> committed.number("sequence"))
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    private Statement update(Tx tx, Change change) {
        return switch (change) {
            case Stay stay ->
                tx.sql(STAY)
                        .bind("state", stay.state())
                        .bind("reason", stay.reason())
                        .bind("delay", stay.delay().toMillis());
            case Advance advance ->
                tx.sql(ADVANCE)
                        .bind("state", advance.state())
                        .bind("step", advance.step())
                        .bind("new_phase", advance.newPhase());
            case UndoStep undo ->
                tx.sql(TAKE_BACK)
                        .bind("step", undo.step())
                        .bind("code", undo.failure().code().name())
                        .bind("detail", undo.failure().detail())
                        .bind("log", undo.failure().logTail());
            case Retry retry ->
                tx.sql(RETRY)
                        .bind("first_retry", settings.firstRetry().toMillis())
                        .bind("longest_retry", settings.longestRetry().toMillis())
                        .bind("error", retry.error())
                        .bind("latest", retry.latest().orElse(null));
            case Finish finish -> finish(tx, finish);
        };
    }

    private static Statement finish(Tx tx, Finish finish) {
        return tx.sql(FINISH)
                .bind("state", finish.state())
                .bind("status", finish.failure().isEmpty() ? "done" : "failed")
                .bind(
                        "code",
                        finish.failure().map(failure -> failure.code().name()).orElse(null))
                .bind("detail", finish.failure().map(Failure::detail).orElse(null))
                .bind("log", finish.failure().map(Failure::logTail).orElse(null));
    }

    /**
     * An operation's last event, numbered so that it is news to a follower that does not have it.
     *
     * @param heard the number of the last event that the follower has
     */
    Optional<Last> last(Tx tx, OperationId id, long heard) {
        return tx.sql(LAST).bind("id", id.value()).bind("heard", heard).find(row -> LeasedRowMapper.last(row));
    }

    /** The database's time, the one clock of all replicas. */
    Instant now(Tx tx) {
        return tx.sql("SELECT now() AS now").one(row -> row.instant("now"));
    }

    /** The kinds of all operations that are not finished, known to this replica or not. */
    Set<OperationKind> unfinishedKinds(Tx tx) {
        return Set.copyOf(tx.sql(KINDS).list(row -> new OperationKind(row.text("type"), row.integer("version"))));
    }

    /** What unfinished operations are about. */
    Set<UUID> unfinishedSubjects(Tx tx) {
        return Set.copyOf(tx.sql(SUBJECTS).list(row -> row.uuid("subject")));
    }

    /** Operations that have been due for more than a minute, and no replica took them; and for how long the oldest of them. */
    record Overdue(long operations, Duration oldest) {}

    Overdue overdue(Tx tx) {
        return tx.sql(OVERDUE)
                .one(row -> new Overdue(row.number("operations"), Duration.ofSeconds(row.number("seconds"))));
    }

    /** Forgets operations that ended longer than {@code age} ago. */
    int purge(Tx tx, Duration age) {
        return tx.sql(PURGE).bind("age", age.toSeconds()).update();
    }
}
