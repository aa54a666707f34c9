package io.toygres.e2e.api;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An operation with its timeline, as the API shows it. */
public record Operation(
        UUID id,
        String type,
        String status,
        @Nullable UUID instanceId,
        @Nullable UUID imageId,
        @Nullable Failure failure,
        List<Entry> events) {

    private static final Set<String> SETTLED = Set.of("succeeded", "failed", "cancelled");

    public Operation {
        events = events == null ? List.of() : List.copyOf(events);
    }

    public boolean settled() {
        return SETTLED.contains(status);
    }

    public boolean succeeded() {
        return status.equals("succeeded");
    }

    /** One line of the timeline; bytes are null for steps that don't count any. */
    public record Entry(
            long sequence,
            Instant time,
            @Nullable String step,
            @Nullable String message,
            @Nullable Long doneBytes,
            @Nullable Long totalBytes) {}
}
