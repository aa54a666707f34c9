package io.toygres.api.webhook.delivery;

import io.toygres.api.webhook.connection.Attempt;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to send an event to a webhook's receiver, and what came of it.
 *
 * @param attempt the how many-th at this event in a row
 */
@Schema(name = "WebhookDelivery", description = "An attempt to send an event to a webhook's receiver")
public record Delivery(
        UUID id,

        @Schema(description = "What the header webhook-id says, and the CloudEvent's id")
        String eventId,

        @Schema(description = "The CloudEvent's type", examples = "toygres.change.image.available.v1")
        String type,

        int attempt,
        boolean delivered,

        @Schema(description = "Of HTTP; null when there was no answer") @Nullable
        Integer status,

        @Schema(description = "What went wrong; null when it was delivered") @Nullable
        String error,

        long durationMs,
        Instant createdAt) {

    static Delivery of(OutgoingEvent event, int number, Attempt attempt, Instant now) {
        return new Delivery(
                UUID.randomUUID(),
                event.id(),
                event.type(),
                number,
                attempt.isDelivered(),
                attempt.status(),
                attempt.error(),
                attempt.took().toMillis(),
                now);
    }
}
