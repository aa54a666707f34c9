package io.toygres.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.messaging.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Jdbi;

/** What the engine has written down, read past the engine. */
record Records(Jdbi jdbi) {

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
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM operation WHERE id = :id")
                .bind("id", trip.operationId().value())
                .mapToMap()
                .one());
    }

    long count(String where) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT count(*) FROM operation WHERE " + where)
                .mapTo(Long.class)
                .one());
    }

    /** Short forms of the operation's events in order: {@code progressed one: One}, {@code deleted}, {@code failed CANCELLED}, with the log after it. */
    List<String> events(Trip trip) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT headers ->> 'ce_type' AS type, body FROM outbox
                        WHERE record_key = :key ORDER BY (headers ->> 'ce_sequence')::int
                        """)
                .bind("key", trip.imageId().toString())
                .map((row, _) -> inShort(row.getString("type"), row.getString("body")))
                .list());
    }

    List<String> eventIds(Trip trip) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT headers ->> 'ce_id' FROM outbox WHERE record_key = :key ORDER BY id")
                .bind("key", trip.imageId().toString())
                .mapTo(String.class)
                .list());
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
