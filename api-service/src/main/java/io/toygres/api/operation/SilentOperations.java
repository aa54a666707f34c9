package io.toygres.api.operation;

import io.toygres.contract.Command;
import io.toygres.contract.OperationId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The operations of table {@code operations} that nothing was heard of for long. Another replica that looks takes others. */
@ApplicationScoped
class SilentOperations {

    private static final String TAKE = """
            UPDATE operations SET quiet_since = now()
            WHERE id = ANY (ARRAY(SELECT id FROM operations
                                  WHERE finished_at IS NULL AND quiet_since < now() - :after * interval '1 millisecond'
                                  ORDER BY quiet_since LIMIT :limit FOR UPDATE SKIP LOCKED))
            RETURNING id, type, instance_id, image_id, last_sequence""";

    /**
     * The questions to ask about those that were silent for so long; they count as asked now.
     *
     * @param limit how many at most
     */
    List<Command> take(Handle handle, Duration after, int limit) {
        return handle.createQuery(TAKE)
                .bind("after", after.toMillis())
                .bind("limit", limit)
                .map(SilentOperations::question)
                .list();
    }

    private static Command question(ResultSet row, StatementContext context) throws SQLException {
        OperationType type = OperationStore.type(row);
        UUID subject = row.getObject(type.isOfImage() ? "image_id" : "instance_id", UUID.class);
        return type.reportCommand(
                new OperationId(row.getObject("id", UUID.class)), subject, row.getLong("last_sequence"));
    }
}
