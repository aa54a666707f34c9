package io.toygres.api.operation;

import io.toygres.contract.OperationId;
import io.toygres.contract.Progress;
import io.toygres.database.Row;
import io.toygres.database.Statement;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Table {@code operation_events}: what an operation reported, in order. */
@ApplicationScoped
public class Timeline {

    private static final String SELECT = """
            SELECT sequence, time, step, message, done_bytes, total_bytes
            FROM operation_events WHERE operation_id = :operation ORDER BY sequence""";

    private static final String MOVE_ON = """
            UPDATE operation_events SET done_bytes = :done, total_bytes = :total
            WHERE operation_id = :operation
              AND sequence = (SELECT max(sequence) FROM operation_events WHERE operation_id = :operation)
              AND step = :step AND message = :message""";

    private static final String INSERT = """
            INSERT INTO operation_events (operation_id, sequence, time, step, message, done_bytes, total_bytes)
            VALUES (:operation, :sequence, :time, :step, :message, :done, :total)""";

    /** The place before all that anybody reports, and before {@link #UNTAKEN}. */
    private static final long FIRST = -1;

    private static final String UNTAKEN = """
            INSERT INTO operation_events (operation_id, sequence, time, step, message)
            VALUES (:operation, 0, :time, :step, :message)
            ON CONFLICT (operation_id, sequence) DO UPDATE SET time = excluded.time, message = excluded.message""";

    /**
     * One entry.
     *
     * @param sequence of the first event that said this; the events that only moved its bytes on leave a gap
     */
    @Schema(name = "TimelineEntry", description = "What an operation reported")
    public record Entry(
            long sequence,
            Instant time,
            String step,
            String message,
            @Nullable Long doneBytes,
            @Nullable Long totalBytes) {}

    List<Entry> of(Tx tx, OperationId operation) {
        return tx.sql(SELECT).bind("operation", operation.value()).list(Timeline::map);
    }

    /** Adds an entry, or moves the bytes of the latest one on when it says the same otherwise. */
    void add(Tx tx, OperationId operation, long sequence, Instant time, Progress progress) {
        if (bind(tx.sql(MOVE_ON), operation, progress).update() == 0) {
            bind(tx.sql(INSERT), operation, progress)
                    .bind("sequence", sequence)
                    .bind("time", time)
                    .send();
        }
    }

    /** Says what is known while no worker has told anything: one entry before all others, which a later one replaces. */
    void untaken(Tx tx, OperationId operation, Instant time, Progress progress) {
        tx.sql(UNTAKEN)
                .bind("operation", operation.value())
                .bind("time", time)
                .bind("step", progress.step())
                .bind("message", progress.message())
                .send();
    }

    /** Says what the request itself did: one entry before all others. */
    public void begin(Tx tx, OperationId operation, Instant time, String message) {
        bind(tx.sql(INSERT), operation, Progress.of("accepted", message))
                .bind("sequence", FIRST)
                .bind("time", time)
                .send();
    }

    private static Statement bind(Statement statement, OperationId operation, Progress progress) {
        return statement
                .bind("operation", operation.value())
                .bind("step", progress.step())
                .bind("message", progress.message())
                .bind("done", progress.doneBytes())
                .bind("total", progress.totalBytes());
    }

    private static Entry map(Row row) {
        return new Entry(
                row.number("sequence"),
                row.instant("time"),
                row.text("step"),
                row.text("message"),
                row.optionalNumber("done_bytes").orElse(null),
                row.optionalNumber("total_bytes").orElse(null));
    }
}
