package io.toygres.api.webhook;

import io.toygres.api.operation.Requester;
import io.toygres.api.webhook.ProgressStore.ProgressRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A webhook over HTTP. It never shows the secret.
 *
 * @param disabledReason why the service disabled it; null when it is enabled, or a user disabled it
 * @param failing null when the last attempt succeeded, or there was none
 */
@Schema(name = "Webhook", description = "Where the changes in a project are sent")
public record WebhookView(
        UUID id,
        String project,
        String url,
        @Nullable String description,

        @Schema(description = "Such as image or image.available; empty for everything")
        List<String> types,

        Map<String, String> matchLabels,
        boolean enabled,

        @Schema(description = "Why the service disabled it; null when it did not") @Nullable
        String disabledReason,

        @Nullable Failing failing,

        @Schema(
                description = "The event up to which it is done with all that happened; also ids of GET /api/events",
                examples = "812-1290")
        String position,

        @Schema(description = "Until when the secret before signs as well; null for none") @Nullable
        Instant previousSecretUntil,

        @Schema(description = "Who registered it; null for one of a release that did not note it") @Nullable
        Requester createdBy,

        Instant createdAt,
        Instant updatedAt) {

    /** @param attempts in a row, at the same event */
    @Schema(name = "WebhookFailing", description = "Attempts that failed, and when the next one comes")
    public record Failing(Instant since, int attempts, String lastError, Instant nextAttemptAt) {}

    static WebhookView of(Webhook webhook, ProgressRow progress) {
        Instant since = progress.failingSince();
        String error = progress.lastError();
        return new WebhookView(
                webhook.id(),
                webhook.project(),
                webhook.url(),
                webhook.description(),
                webhook.types(),
                webhook.matchLabels(),
                webhook.enabled(),
                webhook.disabledReason(),
                since == null || error == null
                        ? null
                        : new Failing(since, progress.attempts(), error, progress.dueAt()),
                progress.position().toString(),
                webhook.keys().previousUntil(),
                webhook.creator(),
                webhook.createdAt(),
                webhook.updatedAt());
    }
}
