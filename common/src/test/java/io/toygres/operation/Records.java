package io.toygres.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.database.Observer;
import io.toygres.messaging.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What the engine has written down, read past the engine. */
record Records(Observer observer) {

    static final Duration PATIENCE = Duration.ofMinutes(3);

    static void await(BooleanSupplier condition) {
        await(PATIENCE, condition);
    }

    static void await(Duration patience, BooleanSupplier condition) {
        Instant end = Instant.now().plus(patience);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("still waiting").isBefore(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    Map<String, Object> awaitEnd(Trip trip) {
        try {
            await(() -> row(trip).get("finished_at") != null);
        } catch (AssertionError e) {
            throw new AssertionError("not finished: " + row(trip), e);
        }
        return row(trip);
    }

    Map<String, Object> row(Trip trip) {
        return observer.rows(
                        "SELECT * FROM operation WHERE id = ?",
                        trip.operationId().value())
                .getFirst();
    }

    long count(String where) {
        return (long) observer.value("SELECT count(*) FROM operation WHERE " + where);
    }

    /** Short forms of the operation's events in order: {@code progressed one: One}, {@code deleted}, {@code failed CANCELLED}, with the log after it. */
    List<String> events(Trip trip) {
        return observer.rows("""
                        SELECT headers ->> 'ce_type' AS type, body FROM outbox
                        WHERE record_key = ? ORDER BY (headers ->> 'ce_sequence')::int
                        """, trip.imageId().toString()).stream()
                .map(row -> inShort(String.valueOf(row.get("type")), String.valueOf(row.get("body"))))
                .toList();
    }

    List<String> eventIds(Trip trip) {
        return observer
                .rows(
                        "SELECT headers ->> 'ce_id' AS ce_id FROM outbox WHERE record_key = ? ORDER BY id",
                        trip.imageId().toString())
                .stream()
                .map(row -> String.valueOf(row.get("ce_id")))
                .toList();
    }

    private static String inShort(String type, String body) {
        try {
            JsonNode json = Json.mapper().readTree(body);
            return switch (type) {
                case "toygres.image.progressed.v1" ->
                    "progressed " + json.at("/progress/step").asText() + ": "
                            + json.at("/progress/message").asText();
                case "toygres.image.failed.v1" ->
                    "failed " + json.at("/failure/code").asText()
                            + (json.at("/failure").has("log_tail")
                                    ? ": " + json.at("/failure/log_tail").asText()
                                    : "");
                default -> "deleted";
            };
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
