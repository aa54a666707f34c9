package io.toygres.job;

import io.toygres.contract.OperationId;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Table {@code job_slot}: which operations of one type may run a Job. Everybody who asks or gives back hands all free slots out, in
 * fair order: the sources in turn, and the older operation of a source first.
 */
public final class QueuedJobSlots implements JobSlots {

    /** Whoever hands slots out is alone with it, so that never more than the limit are out. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.job_slot'))";

    private static final String FORGET_ENDED = """
            DELETE FROM job_slot
            WHERE NOT EXISTS (SELECT FROM operation WHERE id = operation_id AND finished_at IS NULL)""";

    private static final String RELEASE = "DELETE FROM job_slot WHERE operation_id = :id";

    /** Of each source the n-th comes before every n+1-st; one that would be over its source's limit comes after all others. */
    private static final String GRANT = """
            WITH held AS (
                SELECT operation.id, state #>> :source::text::text[] AS source
                FROM job_slot JOIN operation ON operation.id = operation_id),
            waiting AS (
                SELECT id, started_at, state #>> :source::text::text[] AS source
                FROM operation
                WHERE finished_at IS NULL AND type = :type AND step = :step AND status = 'running'
                  AND id NOT IN (SELECT id FROM held)),
            counted AS (
                SELECT id, started_at,
                       row_number() OVER (PARTITION BY source ORDER BY started_at, id)
                           + (SELECT count(*) FROM held WHERE held.source = waiting.source) AS nth
                FROM waiting),
            queue AS (
                SELECT id, nth, row_number() OVER (ORDER BY nth > :per_source, nth, started_at, id) AS place FROM counted),
            granted AS (
                INSERT INTO job_slot (operation_id)
                SELECT id FROM queue
                WHERE nth <= :per_source AND place <= :limit - (SELECT count(*) FROM held)
                RETURNING operation_id)
            SELECT id, id IN (SELECT operation_id FROM granted) AS granted,
                   place - (SELECT count(*) FROM granted) AS place,
                   (SELECT count(*) FROM held) + (SELECT count(*) FROM granted) AS running
            FROM queue
            WHERE id = :id OR id IN (SELECT operation_id FROM granted)
            ORDER BY place""";

    private final Database database;
    private final Consumer<OperationId> wake;
    private final Limits limits;
    private final String type;
    private final String source;

    /**
     * @param wake such as {@code operations::wake}
     * @param type of the plans that run the Jobs
     * @param source where a state's JSON says on whose behalf, such as {@code {source,instance_id}}
     */
    public QueuedJobSlots(Database database, Consumer<OperationId> wake, Limits limits, String type, String source) {
        this.database = database;
        this.wake = wake;
        this.limits = limits;
        this.type = type;
        this.source = source;
    }

    /**
     * @param total Jobs at once
     * @param perSource Jobs at once on behalf of one source
     */
    public record Limits(int total, int perSource, Duration longestWait) {
        public Limits {
            if (total < 1 || perSource < 1) {
                throw new IllegalArgumentException(
                        "toygres.jobs.limit and toygres.jobs.limit-per-source must be 1 or more");
            }
        }
    }

    private record Answer(OperationId id, boolean granted, Place place) {}

    @Override
    public Optional<Place> take(OperationId id) {
        List<Answer> answers = database.inTransaction(tx -> {
            lock(tx);
            return grant(tx, id);
        });
        wakeOthers(answers, id);
        return answers.stream()
                .filter(answer -> answer.id().equals(id) && !answer.granted())
                .map(Answer::place)
                .findFirst();
    }

    @Override
    public void release(OperationId id) {
        List<Answer> answers = database.inTransaction(tx -> {
            lock(tx);
            return tx.sql(RELEASE).bind("id", id.value()).update() == 0 ? List.of() : grant(tx, id);
        });
        wakeOthers(answers, id);
    }

    @Override
    public Duration longestWait() {
        return limits.longestWait();
    }

    private static void lock(Tx tx) {
        tx.sql(LOCK).list(row -> true);
    }

    private List<Answer> grant(Tx tx, OperationId id) {
        tx.sql(FORGET_ENDED).update();
        return tx.sql(GRANT)
                .bind("source", source)
                .bind("type", type)
                .bind("step", STEP)
                .bind("per_source", (long) limits.perSource())
                .bind("limit", (long) limits.total())
                .bind("id", id.value())
                .list(row -> new Answer(
                        new OperationId(row.uuid("id")),
                        row.flag("granted"),
                        new Place(row.number("place"), row.number("running"))));
    }

    private void wakeOthers(List<Answer> answers, OperationId asking) {
        answers.stream()
                .filter(Answer::granted)
                .map(Answer::id)
                .filter(id -> !id.equals(asking))
                .forEach(wake);
    }
}
