package io.toygres.api.operation;

import io.toygres.api.access.Access;
import io.toygres.api.event.ChangeFeed;
import io.toygres.contract.OperationId;
import io.toygres.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Waits for the end of an operation. */
@ApplicationScoped
class Settlement {

    /** Less than what proxies take for a dead server. */
    static final String WAIT = "([0-9]|[1-4][0-9]|50)s";

    static final String WAIT_REMEDY = "send 0s to 50s, or leave it out";

    private final Database database;
    private final OperationStore operations;
    private final ChangeFeed feed;
    private final Clock clock;

    Settlement(Database database, OperationStore operations, ChangeFeed feed, Clock clock) {
        this.database = database;
        this.operations = operations;
        this.feed = feed;
        this.clock = clock;
    }

    /** @param wait at most, as {@link #WAIT} says; null not at all */
    void await(Access access, OperationId operation, @Nullable String wait) {
        if (wait == null || isSettled(access, operation)) {
            return;
        }
        Instant end = clock.instant().plusSeconds(Long.parseLong(wait.substring(0, wait.length() - 1)));
        try (ChangeFeed.Listener changes = feed.listen()) {
            while (!isSettled(access, operation) && clock.instant().isBefore(end)) {
                changes.await(Duration.between(clock.instant(), end));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** One that is not there is settled as well: there is nothing to wait for. */
    private boolean isSettled(Access access, OperationId id) {
        return database.withConnection(tx -> operations.find(tx, access, id))
                .map(operation -> operation.finishedAt() != null)
                .orElse(true);
    }
}
