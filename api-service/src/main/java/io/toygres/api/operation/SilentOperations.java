package io.toygres.api.operation;

import io.toygres.contract.Command;
import io.toygres.contract.OperationId;
import io.toygres.database.Row;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

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
    List<Command> take(Tx tx, Duration after, int limit) {
        return tx.sql(TAKE).bind("after", after.toMillis()).bind("limit", limit).list(SilentOperations::question);
    }

    private static Command question(Row row) {
        OperationType type = OperationStore.type(row);
        UUID subject = row.uuid(type.isOfImage() ? "image_id" : "instance_id");
        return type.reportCommand(new OperationId(row.uuid("id")), subject, row.number("last_sequence"));
    }
}
