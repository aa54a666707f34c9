package io.toygres.api.operation;

import io.toygres.contract.OperationId;
import io.toygres.contract.Progress;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
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

    private static final String UNTAKEN = """
            INSERT INTO operation_events (operation_id, sequence, time, step, message)
            VALUES (:operation, 0, :time, :step, :message)
            ON CONFLICT (operation_id, sequence) DO UPDATE SET time = excluded.time, message = excluded.message""";

    /**
     * One entry.
     *
     * @param sequence of the first event that said this; the events that only moved its bytes on leave a gap
     */
    public record Entry(
            long sequence,
            Instant time,
            String step,
            String message,
            @Nullable Long doneBytes,
            @Nullable Long totalBytes) {}

    List<Entry> of(Handle handle, OperationId operation) {
        return handle.createQuery(SELECT)
                .bind("operation", operation.value())
                .map(Timeline::map)
                .list();
    }

    /** Adds an entry, or moves the bytes of the latest one on when it says the same otherwise. */
    void add(Handle handle, OperationId operation, long sequence, Instant time, Progress progress) {
        if (write(handle, MOVE_ON, operation, sequence, time, progress) == 0) {
            write(handle, INSERT, operation, sequence, time, progress);
        }
    }

    /** Says what is known while no worker has told anything: one entry before all others, which a later one replaces. */
    void untaken(Handle handle, OperationId operation, Instant time, Progress progress) {
        handle.createUpdate(UNTAKEN)
                .bind("operation", operation.value())
                .bind("time", time)
                .bind("step", progress.step())
                .bind("message", progress.message())
                .execute();
    }

    private static int write(
            Handle handle, String sql, OperationId operation, long sequence, Instant time, Progress progress) {
        UUID id = operation.value();
        return handle.createUpdate(sql)
                .configure(SqlStatements.class, it -> it.setUnusedBindingAllowed(true))
                .bind("operation", id)
                .bind("sequence", sequence)
                .bind("time", time)
                .bind("step", progress.step())
                .bind("message", progress.message())
                .bind("done", progress.doneBytes())
                .bind("total", progress.totalBytes())
                .execute();
    }

    private static Entry map(ResultSet row, StatementContext context) throws SQLException {
        return new Entry(
                row.getLong("sequence"),
                row.getTimestamp("time").toInstant(),
                row.getString("step"),
                row.getString("message"),
                row.getObject("done_bytes", Long.class),
                row.getObject("total_bytes", Long.class));
    }
}
