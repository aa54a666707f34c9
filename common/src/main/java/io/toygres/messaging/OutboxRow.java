package io.toygres.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A message in the outbox. Rows of one topic and key leave in the order of their ids. */
record OutboxRow(long id, Destination destination, Map<String, String> headers, String body) {

    /** What the broker keeps in order. */
    record Destination(String topic, String key) {}

    ProducerRecord<String, byte[]> toKafka() {
        var attributes = new CloudEventHeaders();
        headers.forEach(attributes::put);
        return new ProducerRecord<>(
                destination.topic(), null, destination.key(), body.getBytes(UTF_8), attributes.toKafka());
    }
}
