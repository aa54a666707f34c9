package io.toygres.api.operation;

import io.toygres.contract.Command;
import io.toygres.contract.OperationId;
import io.toygres.database.Row;
import io.toygres.database.Statement;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The commands of table {@code operations} that a worker may not have: the one that starts an operation until its first event, the
 * one that cancels it until its end. Another replica that looks at the same time takes others. The rows are picked in an array, which
 * is made once: a subquery after IN may be run again for each row, and its LIMIT then bounds nothing.
 */
@ApplicationScoped
class UnansweredCommands {

    private static final String TAKE_STARTS = """
            UPDATE operations SET command_sent_at = :now
            WHERE id = ANY (ARRAY(SELECT id FROM operations WHERE command_sent_at < :sent_before
                                  ORDER BY command_sent_at LIMIT :limit FOR UPDATE SKIP LOCKED))
            RETURNING type, command::text AS command""";

    private static final String TAKE_CANCELS = """
            UPDATE operations SET cancel_sent_at = :now
            WHERE id = ANY (ARRAY(SELECT id FROM operations WHERE cancel_sent_at < :sent_before
                                  ORDER BY cancel_sent_at LIMIT :limit FOR UPDATE SKIP LOCKED))
            RETURNING id, type, instance_id, image_id, abandon_requested_at IS NOT NULL AS abandon""";

    /**
     * Those sent before a time and not answered since; they count as sent now.
     *
     * @param limit how many of either kind at most
     */
    List<Command> take(Tx tx, Instant sentBefore, Instant now, int limit) {
        List<Command> commands = new ArrayList<>();
        commands.addAll(taking(tx, TAKE_STARTS, sentBefore, now, limit).list(UnansweredCommands::start));
        commands.addAll(taking(tx, TAKE_CANCELS, sentBefore, now, limit).list(UnansweredCommands::cancel));
        return commands;
    }

    private static Statement taking(Tx tx, String sql, Instant sentBefore, Instant now, int limit) {
        return tx.sql(sql).bind("sent_before", sentBefore).bind("now", now).bind("limit", limit);
    }

    private static Command start(Row row) {
        return OperationStore.type(row).readCommand(row.text("command"));
    }

    private static Command cancel(Row row) {
        OperationType type = OperationStore.type(row);
        UUID subject = row.uuid(type.isOfImage() ? "image_id" : "instance_id");
        OperationId id = new OperationId(row.uuid("id"));
        return row.flag("abandon") ? type.abandonCommand(id, subject) : type.cancelCommand(id, subject);
    }
}
