package io.toygres.operation;

import io.toygres.contract.Event;
import io.toygres.contract.Failure;
import io.toygres.contract.OperationId;
import io.toygres.messaging.EventJson;
import io.toygres.operation.Change.Advance;
import io.toygres.operation.Change.Finish;
import io.toygres.operation.Change.Retry;
import io.toygres.operation.Change.Stay;
import io.toygres.operation.Change.TakeBack;
import io.toygres.operation.LastEvents.Last;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Table {@code operation}: what happens to a row over its life. How rows are leased is {@link LeaseStore}'s. */
final class OperationStore {

    private static final String INSERT = """
            INSERT INTO operation (id, type, version, subject, traceparent, state, step, sequence, last_event, last_event_at)
            VALUES (:id, :type, :version, :subject, :traceparent, CAST(:state AS jsonb), :step, 1,
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
                state = CAST(:state AS jsonb), wait_reason = :reason, last_error = NULL, failures = 0, failing_since = NULL,
                due_at = CASE WHEN woken THEN now() ELSE now() + :delay * interval '1 millisecond' END
            """ + GUARD;

    private static final String ADVANCE = COMMIT + """
                state = CAST(:state AS jsonb), step = :step, step_started_at = NULL, attempt = 0,
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
                state = CAST(:state AS jsonb), status = :status,
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

    private static final String OVERDUE = """
            SELECT count(*) AS operations, coalesce(max(extract(epoch FROM now() - due_at)), 0)::bigint AS seconds
            FROM operation WHERE finished_at IS NULL AND NOT leased AND due_at < now() - interval '1 minute'
            """;

    private static final String PURGE = "DELETE FROM operation WHERE finished_at < now() - :age * interval '1 second'";

    private final OperationSettings settings;

    OperationStore(OperationSettings settings) {
        this.settings = settings;
    }

    /** @return when it was started; empty when there is such an operation already */
    Optional<Instant> insert(Handle handle, OperationId id, OperationKind kind, UUID subject, Start start) {
        return handle.createQuery(INSERT)
                .bind("id", id.value())
                .bind("type", kind.type())
                .bind("version", kind.version())
                .bind("subject", subject)
                .bind("traceparent", start.traceparent().orElse(null))
                .bind("state", start.state())
                .bind("step", start.step())
                .bind("event", EventJson.write(start.event()))
                .map((row, _) -> LeasedRowMapper.instant(row, "started_at"))
                .findOne();
    }

    /** Where an operation begins, and what is told of it. */
    record Start(String state, String step, Event event, Optional<String> traceparent) {}

    /** @return false when there is no such operation, or it is past cancelling */
    boolean requestCancel(Handle handle, OperationId id) {
        return handle.createUpdate(CANCEL).bind("id", id.value()).execute() == 1;
    }

    /** @return false when there is no such operation, or it has ended */
    boolean requestAbandon(Handle handle, OperationId id) {
        return handle.createUpdate(ABANDON).bind("id", id.value()).execute() == 1;
    }

    /**
     * @return the number of its last event; empty when the lease was lost: nothing is changed, and another replica's run counts
     */
    OptionalLong commit(Handle handle, LeasedRow row, Change change) {
        Optional<Event> last = change.events().isEmpty()
                ? Optional.empty()
                : Optional.of(change.events().getLast());
        return update(handle, change)
                .bind("id", row.id().value())
                .bind("token", row.lease().fencingToken())
                .bind("events", change.events().size())
                .bind("event", last.map(EventJson::write).orElse(null))
                .bind("event_at", last.map(_ -> row.times().now()).orElse(null))
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    private Query update(Handle handle, Change change) {
        return switch (change) {
            case Stay stay ->
                handle.createQuery(STAY)
                        .bind("state", stay.state())
                        .bind("reason", stay.reason())
                        .bind("delay", stay.delay().toMillis());
            case Advance advance ->
                handle.createQuery(ADVANCE)
                        .bind("state", advance.state())
                        .bind("step", advance.step())
                        .bind("new_phase", advance.newPhase());
            case TakeBack takeBack ->
                handle.createQuery(TAKE_BACK)
                        .bind("step", takeBack.step())
                        .bind("code", takeBack.failure().code().name())
                        .bind("detail", takeBack.failure().detail())
                        .bind("log", takeBack.failure().logTail());
            case Retry retry ->
                handle.createQuery(RETRY)
                        .bindMap(LeaseStore.backoffBounds(settings))
                        .bind("error", retry.error())
                        .bind("latest", retry.latest().orElse(null));
            case Finish finish -> finish(handle, finish);
        };
    }

    private static Query finish(Handle handle, Finish finish) {
        return handle.createQuery(FINISH)
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
    Optional<Last> last(Handle handle, OperationId id, long heard) {
        return handle.createQuery(LAST)
                .bind("id", id.value())
                .bind("heard", heard)
                .map((row, _) -> LeasedRowMapper.last(row))
                .findOne();
    }

    /** The database's time, the one clock of all replicas. */
    Instant now(Handle handle) {
        return handle.createQuery("SELECT now() AS now")
                .map((row, _) -> LeasedRowMapper.instant(row, "now"))
                .one();
    }

    /** The kinds of all operations that are not finished, known to this replica or not. */
    Set<OperationKind> unfinishedKinds(Handle handle) {
        return handle.createQuery(KINDS)
                .map((row, _) -> new OperationKind(row.getString("type"), row.getInt("version")))
                .set();
    }

    /** Operations that have been due for more than a minute, and no replica took them; and for how long the oldest of them. */
    record Overdue(long operations, Duration oldest) {}

    Overdue overdue(Handle handle) {
        return handle.createQuery(OVERDUE)
                .map((row, _) -> new Overdue(row.getLong("operations"), Duration.ofSeconds(row.getLong("seconds"))))
                .one();
    }

    /** Forgets operations that ended longer than {@code age} ago. */
    int purge(Handle handle, Duration age) {
        return handle.createUpdate(PURGE).bind("age", age.toSeconds()).execute();
    }
}
