package io.toygres.operation;

import io.toygres.contract.OperationId;
import io.toygres.database.Row;
import io.toygres.database.Statement;
import io.toygres.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Table {@code operation}: who may run which row when. */
final class LeaseStore {

    /**
     * On which replicas tell each other that something is due. It is the whole database's: another service that hears it looks once
     * for nothing.
     */
    static final String CHANNEL = "toygres_operation";

    /** What this replica could run: of a kind it knows, and not what it still runs, though the lease ran out in an outage. */
    private static final String CANDIDATES = """
            finished_at IS NULL AND (type, version) IN (SELECT * FROM unnest(:types::text[], :versions::int[]))
            AND NOT id = ANY (:running)
            """;

    private static final String LEASED_ROW = """
            RETURNING id, fencing_token, type, version, subject, state::text AS state, step, attempt, failures, wait_reason, last_error,
                      failing_since, failure_code, failure_detail, failure_log, cancel_requested_at, abandon_requested_at, traceparent,
                      now() AS leased_at, started_at, coalesce(phase_started_at, now()) AS phase_started_at,
                      coalesce(step_started_at, now()) AS step_started_at
            """;

    /**
     * One statement picks, leases and books the next attempt: should this process die, the row is due again by itself, the
     * later the more often that happened. The rows are picked in an array, which is made once: as a subquery after IN the planner
     * may run it again for each row that it compares, and then LIMIT bounds nothing.
     */
    private static final String LEASE = """
            UPDATE operation
            SET leased = true, woken = false, fencing_token = fencing_token + 1,
                attempt = attempt + 1, failures = failures + 1,
                phase_started_at = coalesce(phase_started_at, now()),
                step_started_at = coalesce(step_started_at, now()),
                due_at = now() + greatest(:lease * interval '1 millisecond', %s)
            WHERE id = ANY (ARRAY(
                SELECT id FROM operation
                WHERE due_at <= now() AND %s
                ORDER BY due_at LIMIT :limit
                FOR UPDATE SKIP LOCKED))
            """.formatted(backoffAfter("failures"), CANDIDATES) + LEASED_ROW;

    /**
     * What nobody took who could run it. Not a run of its step: its times and attempts stay as they are for a replica that knows it.
     */
    private static final String LEASE_UNKNOWN = """
            UPDATE operation
            SET leased = true, woken = false, fencing_token = fencing_token + 1, failures = failures + 1,
                due_at = now() + :lease * interval '1 millisecond'
            WHERE id = ANY (ARRAY(
                SELECT id FROM operation
                WHERE due_at <= now() - :overdue * interval '1 millisecond' AND finished_at IS NULL
                      AND (type, version) NOT IN (SELECT * FROM unnest(:types::text[], :versions::int[])) AND NOT id = ANY (:running)
                ORDER BY due_at LIMIT :limit
                FOR UPDATE SKIP LOCKED))
            """ + LEASED_ROW;

    private static final String UNTIL_DUE =
            "SELECT (extract(epoch FROM min(due_at) - clock_timestamp()) * 1000)::bigint AS ms FROM operation WHERE "
                    + CANDIDATES;

    private static final String OF_LEASES =
            "leased AND (id, fencing_token) IN (SELECT * FROM unnest(:ids::uuid[], :tokens::bigint[]))";

    private static final String EXTEND = """
            UPDATE operation SET due_at = greatest(due_at, now() + :lease * interval '1 millisecond')
            WHERE %s
            RETURNING id, fencing_token, now() AS beat_at,
                      CASE status WHEN 'running' THEN cancel_requested_at ELSE abandon_requested_at END IS NOT NULL
                      AS end_requested
            """.formatted(OF_LEASES);

    /** The new token keeps a run out that is still under way and comes to commit. */
    private static final String RELEASE = """
            UPDATE operation
            SET leased = false, woken = false, due_at = now(), failures = failures - 1, fencing_token = fencing_token + 1
            WHERE %s
            """.formatted(OF_LEASES);

    private static final String WAKE = """
            UPDATE operation
            SET woken = leased, due_at = CASE WHEN leased THEN due_at ELSE now() END
            WHERE id = :id AND finished_at IS NULL
            """;

    private static final String NOTIFY = "NOTIFY " + CHANNEL;

    private final OperationSettings settings;

    LeaseStore(OperationSettings settings) {
        this.settings = settings;
    }

    /** The pause after so many failures in a row: doubled each time up to a bound, less a random part of up to half. */
    static String backoffAfter(String failures) {
        return "least(:longest_retry, :first_retry * power(2, least(%s, 20))) * (0.5 + random() / 2) * interval '1 millisecond'"
                .formatted(failures);
    }

    /** What this replica knows how to run, and what it runs at the moment. */
    record Known(Set<OperationKind> kinds, Set<Lease> running) {}

    /** Leases at most {@code limit} due operations, the longest due first. */
    List<LeasedRow> lease(Tx tx, Known known, int limit) {
        return bind(tx.sql(LEASE), known)
                .bind("first_retry", settings.firstRetry().toMillis())
                .bind("longest_retry", settings.longestRetry().toMillis())
                .bind("lease", settings.lease().toMillis())
                .bind("limit", limit)
                .list(LeasedRowMapper::leasedRow);
    }

    /** Leases at most {@code limit} operations that nobody knows how to run who was there while they were due. */
    List<LeasedRow> leaseUnknown(Tx tx, Known known, int limit) {
        return bind(tx.sql(LEASE_UNKNOWN), known)
                .bind("overdue", settings.lastLook().toMillis())
                .bind("lease", settings.lease().toMillis())
                .bind("limit", limit)
                .list(LeasedRowMapper::leasedRow);
    }

    /** Time until the next operation is due, negative when one is; empty when there is none. */
    Optional<Duration> untilDue(Tx tx, Known known) {
        return bind(tx.sql(UNTIL_DUE), known)
                .one(row -> row.optionalNumber("ms").map(ms -> Duration.ofMillis(ms + 1)));
    }

    /**
     * What is to be known of a lease that still holds.
     *
     * @param now the database's time
     * @param endRequested whether somebody wants the operation cancelled or, when it is being undone, its undo abandoned
     */
    record Extension(Lease lease, Instant now, boolean endRequested) {}

    /** @return the leases that still hold */
    List<Extension> extend(Tx tx, Collection<Lease> leases) {
        return bindLeases(tx.sql(EXTEND), leases)
                .bind("lease", settings.lease().toMillis())
                .list(LeaseStore::extension);
    }

    /** Gives operations back whose step is broken off: they are due at once, here or elsewhere. */
    void release(Tx tx, Collection<Lease> leases) {
        bindLeases(tx.sql(RELEASE), leases).send();
        notifyReplicas(tx);
    }

    /** Makes an operation due now, or once more after the run that is under way. */
    void wake(Tx tx, OperationId id) {
        if (tx.sql(WAKE).bind("id", id.value()).update() == 1) {
            notifyReplicas(tx);
        }
    }

    /** Tells the other replicas, once the transaction commits, that something is due. */
    void notifyReplicas(Tx tx) {
        tx.sql(NOTIFY).send();
    }

    private static Statement bind(Statement statement, Known known) {
        return statement
                .bind("types", known.kinds().stream().map(OperationKind::type).toArray(String[]::new))
                .bind(
                        "versions",
                        known.kinds().stream().map(OperationKind::version).toArray(Integer[]::new))
                .bind("running", ids(known.running()));
    }

    private static Statement bindLeases(Statement statement, Collection<Lease> leases) {
        return statement
                .bind("ids", ids(leases))
                .bind("tokens", leases.stream().map(Lease::fencingToken).toArray(Long[]::new));
    }

    private static UUID[] ids(Collection<Lease> leases) {
        return leases.stream().map(lease -> lease.operationId().value()).toArray(UUID[]::new);
    }

    private static Extension extension(Row row) {
        return new Extension(LeasedRowMapper.lease(row), row.instant("beat_at"), row.flag("end_requested"));
    }
}
