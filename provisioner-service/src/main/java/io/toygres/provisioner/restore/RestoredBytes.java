package io.toygres.provisioner.restore;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.messaging.Json;
import java.util.Optional;

/**
 * How much a restore Job read from the image, as its termination message says: {@code {"outcome":"succeeded","bytes":1234567,…}}. For the
 * metrics alone.
 */
record RestoredBytes(long bytes) {

    /** Empty when the message is gone with its pod, or was cut off. */
    static Optional<Long> in(Optional<String> message) {
        return message.flatMap(RestoredBytes::parse).map(RestoredBytes::bytes);
    }

    private static Optional<RestoredBytes> parse(String message) {
        try {
            return Optional.of(Json.mapper().readValue(message, RestoredBytes.class));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }
}
