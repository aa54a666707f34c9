package io.toygres.api.webhook.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.api.event.Position;
import io.toygres.api.webhook.Webhook;
import io.toygres.messaging.Json;
import java.time.Instant;
import java.util.UUID;

/**
 * What is sent to a receiver: a CloudEvent in structured mode, so that the signature covers all of it.
 *
 * @param id the same however often it is sent
 * @param type such as {@code toygres.change.image.available.v1}
 * @param body JSON
 */
record OutgoingEvent(String id, String type, String body) {

    static final String MEDIA_TYPE = "application/cloudevents+json; charset=UTF-8";

    /** Says that there were changes of which the receiver is not told. */
    static final String RESET = "toygres.webhook.reset.v1";

    static final String PING = "toygres.webhook.ping.v1";

    /** @param subject as {@code GET /api/events} gives it, JSON */
    static OutgoingEvent ofChange(Position position, String project, String kind, String subject) {
        JsonNode data = read(subject);
        String type = "toygres.change." + kind + "." + data.path("status").asText() + ".v1";
        return of(
                position.toString(),
                type,
                project,
                data.path("id").asText(),
                data.path("changed_at").asText(),
                data);
    }

    /** @param position up to which changes were removed before they were sent */
    static OutgoingEvent reset(Position position, Webhook webhook, Instant now) {
        return ofWebhook("reset-" + position, RESET, webhook, now);
    }

    static OutgoingEvent ping(Webhook webhook, Instant now) {
        return ofWebhook(UUID.randomUUID().toString(), PING, webhook, now);
    }

    private static OutgoingEvent ofWebhook(String id, String type, Webhook webhook, Instant now) {
        String webhookId = webhook.id().toString();
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("webhook_id", webhookId);
        return of(id, type, webhook.project(), webhookId, now.toString(), data);
    }

    private static OutgoingEvent of(
            String id, String type, String project, String subject, String time, JsonNode data) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", "/api/projects/" + project)
                .put("type", type)
                .put("subject", subject)
                .put("time", time)
                .put("datacontenttype", "application/json");
        return new OutgoingEvent(id, type, event.set("data", data).toString());
    }

    private static JsonNode read(String json) {
        try {
            return Json.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a change is unreadable", e);
        }
    }
}
