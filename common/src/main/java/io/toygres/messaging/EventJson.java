package io.toygres.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.contract.Event;

/** An event as a row keeps it, to be told again: {@code {"type": "toygres.image.failed.v1", "body": {…}}}. */
public final class EventJson {

    private EventJson() {}

    public static String write(Event event) {
        ObjectNode kept = Json.mapper().createObjectNode();
        kept.put("type", MessageType.of(event).typeName());
        kept.set("body", Json.mapper().valueToTree(event));
        return kept.toString();
    }

    /** @throws IllegalArgumentException when another release wrote it, and this one has no such event */
    public static Event read(String json) {
        try {
            JsonNode kept = Json.mapper().readTree(json);
            String name = kept.path("type").asText();
            MessageType type = MessageType.named(name)
                    .filter(known -> Event.class.isAssignableFrom(known.bodyClass()))
                    .orElseThrow(() -> new IllegalArgumentException("unknown type " + name));
            return (Event) Json.mapper().treeToValue(kept.path("body"), type.bodyClass());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no such event", e);
        }
    }
}
