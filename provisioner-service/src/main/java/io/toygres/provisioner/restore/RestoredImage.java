package io.toygres.provisioner.restore;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.contract.job.Verdict;
import io.toygres.messaging.Json;
import java.util.Optional;

/** What a restore Job's termination message says of its success. */
final class RestoredImage {

    private RestoredImage() {}

    /** Empty when the message is gone with its pod, or was cut off. */
    static Optional<Verdict.Restored> in(Optional<String> message) {
        return message.flatMap(RestoredImage::parse);
    }

    private static Optional<Verdict.Restored> parse(String message) {
        try {
            return Optional.of(Json.mapper().readValue(message, Verdict.Restored.class));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }
}
