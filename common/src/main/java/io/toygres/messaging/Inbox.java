package io.toygres.messaging;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** Which messages were applied already, so that one that arrives twice changes nothing the second time. */
@Singleton
public final class Inbox {

    private static final String INSERT =
            "INSERT INTO inbox (message_id) VALUES (:id) ON CONFLICT (message_id) DO NOTHING";

    private static final String PURGE = "DELETE FROM inbox WHERE received_at < now() - :age * interval '1 second'";

    /**
     * Whether the message is new. The answer holds when the transaction commits: apply the message in the same one.
     *
     * @param handle in a transaction
     */
    public boolean firstTime(Handle handle, String messageId) {
        return handle.createUpdate(INSERT).bind("id", messageId).execute() == 1;
    }

    /** Forgets messages that came longer than {@code age} ago; it must exceed the time for which topics keep records. */
    int purge(Handle handle, Duration age) {
        return handle.createUpdate(PURGE).bind("age", age.toSeconds()).execute();
    }
}
