package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long something has lasted, in one unit as kubectl shows it: {@code 90s}, {@code 3m}, {@code 5h}, {@code 2d}. */
record Ages(Clock clock) {

    String since(JsonNode start) {
        return start.isMissingNode() ? "<unknown>" : between(start, clock.instant());
    }

    /** Of something that ends, until then. */
    String between(JsonNode start, JsonNode end) {
        return between(start, end.isMissingNode() ? clock.instant() : Instant.parse(end.asText()));
    }

    private static String between(JsonNode start, Instant end) {
        long seconds =
                Math.max(0, Duration.between(Instant.parse(start.asText()), end).toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        if (seconds < 7200) {
            return seconds / 60 + "m";
        }
        return seconds < 172_800 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }
}
