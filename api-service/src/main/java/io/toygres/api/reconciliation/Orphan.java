package io.toygres.api.reconciliation;

import io.toygres.contract.OperationId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An open row of {@code orphans}.
 *
 * @param removal the operation that removes it; null until then
 */
record Orphan(UUID subject, Instant firstSeenAt, @Nullable Removal removal) {

    record Removal(OperationId operation, Instant startedAt) {}

    /** How the story of one ended. */
    enum Outcome {
        REMOVED,
        REMOVAL_FAILED,
        /** A living row owns it again. */
        OWNED,
        /** Somebody else removed it. */
        GONE
    }
}
