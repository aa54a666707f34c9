package io.toygres.messaging;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import org.jdbi.v3.core.Handle;
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
     * @param handle in a transaction
     * @param content hash of what the message says
     * @throws RefusedMessageException when another message came under that id
     */
    boolean firstTime(Handle handle, String messageId, byte[] content) {
        if (insert(handle, messageId, content)) {
            return true;
        }
        byte[] known = handle.createQuery(CONTENT)
                .bind("id", messageId)
                .mapTo(byte[].class)
                .findOne()
                .orElse(content);
        if (!Arrays.equals(known, content)) {
            throw new RefusedMessageException("another message came before under the id " + messageId);
        }
        return false;
    }

    /** As above, for a message whose content does not matter: whatever comes under its id later is not new. */
    public boolean firstTime(Handle handle, String messageId) {
        return insert(handle, messageId, null);
    }

    private static boolean insert(Handle handle, String messageId, byte @Nullable [] content) {
        return handle.createUpdate(INSERT)
                        .bind("id", messageId)
                        .bind("content", content)
                        .execute()
                == 1;
    }

    /** Whether the message came before. */
    public boolean knows(Handle handle, String messageId) {
        return handle.createQuery("SELECT EXISTS (SELECT FROM inbox WHERE message_id = :id)")
                .bind("id", messageId)
                .mapTo(Boolean.class)
                .one();
    }

    /** Forgets messages that came longer than {@code age} ago; it must exceed the time for which topics keep records. */
    int purge(Handle handle, Duration age) {
        return handle.createUpdate(PURGE).bind("age", age.toSeconds()).execute();
    }
}
