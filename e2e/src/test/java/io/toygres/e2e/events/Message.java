package io.toygres.e2e.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.e2e.api.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One record of a topic.
 *
 * @param headers the CloudEvents attributes, such as {@code ce_id} and {@code ce_type}
 */
public record Message(String topic, String key, Map<String, String> headers, String body) {

    static Message of(ConsumerRecord<String, byte[]> message) {
        Map<String, String> headers = new TreeMap<>();
        message.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new Message(
                message.topic(), message.key(), headers, new String(message.value(), StandardCharsets.UTF_8));
    }

    public String id() {
        return headers.getOrDefault("ce_id", "");
    }

    /** Such as {@code toygres.image.available.v1}. */
    public String type() {
        return headers.getOrDefault("ce_type", "");
    }

    /** Counts an operation's events. */
    public long sequence() {
        return Long.parseLong(headers.getOrDefault("ce_sequence", ""));
    }

    public JsonNode json() {
        return Wire.parse(body);
    }

    public boolean mentions(String text) {
        return body.contains(text) || key.contains(text) || headers.containsValue(text);
    }
}
