package io.toygres.messaging;

import io.toygres.database.Tx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which messages were applied already, so that one that arrives twice changes nothing the second time. */
@Singleton
public final class Inbox {

    private static final String INSERT = """
            INSERT INTO inbox (message_id, content_hash) VALUES (:id, :content)
            ON CONFLICT (message_id) DO NOTHING""";

    private static final String CONTENT = "SELECT content_hash FROM inbox WHERE message_id = :id";

    private static final String PURGE = "DELETE FROM inbox WHERE received_at < now() - :age * interval '1 second'";

    /**
     * Whether the message is new. The answer holds when the transaction commits: apply the message in the same one.
     *
     * @param tx a transaction
     * @param content hash of what the message says
     * @throws RefusedMessageException when another message came under that id
     */
    boolean firstTime(Tx tx, String messageId, byte[] content) {
        if (insert(tx, messageId, content)) {
            return true;
        }
        byte[] known = tx.sql(CONTENT)
                .bind("id", messageId)
                .one(row -> row.optionalBytes("content_hash"))
                .orElse(content);
        if (!Arrays.equals(known, content)) {
            throw new RefusedMessageException("another message came before under the id " + messageId);
        }
        return false;
    }

    /** As above, for a message whose content does not matter: whatever comes under its id later is not new. */
    public boolean firstTime(Tx tx, String messageId) {
        return insert(tx, messageId, null);
    }

    private static boolean insert(Tx tx, String messageId, byte @Nullable [] content) {
        return tx.sql(INSERT).bind("id", messageId).bind("content", content).update() == 1;
    }

    /** Whether the message came before. */
    public boolean knows(Tx tx, String messageId) {
        return tx.sql("SELECT EXISTS (SELECT FROM inbox WHERE message_id = :id)")
                .bind("id", messageId)
                .one(row -> row.flag("exists"));
    }

    /** Forgets messages that came longer than {@code age} ago; it must exceed the time for which topics keep records. */
    int purge(Tx tx, Duration age) {
        return tx.sql(PURGE).bind("age", age.toSeconds()).update();
    }
}
