package io.toygres.api.webhook;

import io.toygres.api.cms.MetadataRequest;
import io.toygres.api.event.Position;
import io.toygres.api.http.Labels;
import io.toygres.api.http.NoControlCharacters;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code PATCH /api/webhooks/{id}}: what it leaves out stays as it is. */
@Schema(examples = """
        {"enabled": true}""")
@SuppressWarnings("MultipleNullnessAnnotations") // null until it is validated
public record ChangeWebhookRequest(
        @Schema(description = "Where to send events from now on")
        @Size(min = 1, max = 2000, message = CreateWebhookRequest.BAD_URL)
        @Nullable
        String url,

        @Schema(description = "Free text, at most 1000 characters; an empty one removes what is there")
        @Size(max = 1000, message = CreateWebhookRequest.BAD_DESCRIPTION)
        @NoControlCharacters(lines = true, message = CreateWebhookRequest.BAD_DESCRIPTION)
        @Nullable
        String description,

        @Schema(description = "All of them; an empty list for everything")
        @Size(max = 50, message = "has more than 50 types. Send fewer, or an empty list for all.")
        @Nullable
        List<
                        @NotNull(message = CreateWebhookRequest.BAD_TYPE)
                        @Pattern(regexp = CreateWebhookRequest.TYPE, message = CreateWebhookRequest.BAD_TYPE) @Nullable
                        String>
                types,

        @Schema(description = "All of them; an empty object for whatever labels there are") @Labels @Nullable
        Map<String, @Nullable String> matchLabels,

        @Schema(
                description =
                        "Whether to send anything. Enabled again it goes on where it was, with a first attempt at once")
        @Nullable
        Boolean enabled,

        @Schema(
                description =
                        "The id of an event: those after it are sent, again or for the first time. It takes an event that the receiver can't take out of the way, too",
                examples = "812-1290")
        @Pattern(regexp = "^[0-9]{1,18}-[0-9]{1,18}$", message = BAD_POSITION)
        @Nullable
        String position) {

    private static final String BAD_POSITION = "is no event's id. Send one such as 812-1290.";

    /** What it makes of what is there. */
    Webhook applyTo(Webhook webhook) {
        String changed = description == null ? webhook.description() : description;
        return new Webhook(
                webhook.id(),
                webhook.project(),
                Objects.requireNonNullElse(url, webhook.url()),
                changed == null || changed.isEmpty() ? null : changed,
                types == null ? webhook.types() : CreateWebhookRequest.copy(types),
                matchLabels == null ? webhook.matchLabels() : MetadataRequest.copy(matchLabels),
                Objects.requireNonNullElse(enabled, webhook.enabled()),
                webhook.disabledReason(),
                webhook.keys(),
                webhook.creator(),
                webhook.createdAt(),
                webhook.updatedAt(),
                webhook.version());
    }

    Optional<Position> wantedPosition() {
        return Optional.ofNullable(position).flatMap(Position::parse);
    }
}
