package io.toygres.api.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.api.operation.Requester;
import io.toygres.contract.EncryptedSecret;
import io.toygres.messaging.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code webhooks}.
 *
 * @param types such as {@code image} or {@code image.available}; empty for all
 * @param matchLabels which labels a change's instance or image must have
 * @param disabledReason why the service disabled it; null when it is enabled, or a user disabled it
 * @param creator null for one of a release that did not note it
 * @param version changes with every change of the row; empty for one that is not stored yet
 */
public record Webhook(
        UUID id,
        String project,
        String url,
        @Nullable String description,
        List<String> types,
        Map<String, String> matchLabels,
        boolean enabled,
        @Nullable String disabledReason,
        Keys keys,
        @Nullable Requester creator,
        Instant createdAt,
        Instant updatedAt,
        String version) {

    public Webhook {
        types = List.copyOf(types);
        matchLabels = Collections.unmodifiableSortedMap(new TreeMap<>(matchLabels));
    }

    /**
     * What it signs with.
     *
     * @param previous the secret before, which signs as well until then; null for none
     */
    public record Keys(
            EncryptedSecret current,
            @Nullable EncryptedSecret previous,
            @Nullable Instant previousUntil) {}

    /** Those that sign, the newest first. */
    List<EncryptedSecret> secrets(Instant now) {
        EncryptedSecret previous = keys.previous();
        Instant until = keys.previousUntil();
        return previous != null && until != null && now.isBefore(until)
                ? List.of(keys.current(), previous)
                : List.of(keys.current());
    }

    /** The labels as the database takes them. */
    public String labelsJson() {
        try {
            return Json.mapper().writeValueAsString(matchLabels);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("labels have no JSON form", e);
        }
    }
}
