package io.toygres.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.toygres.messaging.OutboxRow.Destination;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jdbi.v3.core.Handle;

/** Table {@code outbox}. */
final class OutboxStore {

    private static final String INSERT = """
            INSERT INTO outbox (topic, record_key, headers, body)
            VALUES (:topic, :key, CAST(:headers AS jsonb), :body)
            """;

    /** One relay per schema at a time; the lock goes with the transaction, however that ends. */
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended('outbox relay of ' || current_schema(), 0))";

    private static final String OLDEST = """
            SELECT id, topic, record_key, headers, body
            FROM outbox
            WHERE NOT record_key = ANY (:without)
            ORDER BY id
            LIMIT :limit
            """;

    static final String HOLDS =
            "SELECT EXISTS (SELECT FROM outbox WHERE record_key = :key AND headers ->> :id_header = :id)";

    private static final String DELETE = "DELETE FROM outbox WHERE id = ANY (:ids)";

    void add(Handle handle, ProducerRecord<String, byte[]> record) {
        handle.createUpdate(INSERT)
                .bind("topic", record.topic())
                .bind("key", record.key())
                .bind("headers", headers(CloudEventHeaders.of(record.headers()).values()))
                .bind("body", new String(record.value(), UTF_8))
                .execute();
    }

    /** Waits until no other replica relays, then keeps the others out until the end of the transaction. */
    void lock(Handle handle) {
        handle.execute(LOCK);
    }

    /** @param without keys whose rows are left where they are */
    List<OutboxRow> oldest(Handle handle, int limit, Set<String> without) {
        return handle.createQuery(OLDEST)
                .bindArray("without", String.class, without.toArray())
                .bind("limit", limit)
                .map((row, _) -> outboxRow(row))
                .list();
    }

    /** Whether the message with that key and id still waits. */
    boolean holds(Handle handle, String key, String messageId) {
        return handle.createQuery(HOLDS)
                .bind("key", key)
                .bind("id_header", CloudEventHeaders.ID)
                .bind("id", messageId)
                .mapTo(Boolean.class)
                .one();
    }

    void delete(Handle handle, Collection<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        handle.createUpdate(DELETE).bindArray("ids", Long.class, ids.toArray()).execute();
    }

    private static OutboxRow outboxRow(ResultSet row) throws SQLException {
        return new OutboxRow(
                row.getLong("id"),
                new Destination(row.getString("topic"), row.getString("record_key")),
                headers(row.getString("headers")),
                row.getString("body"));
    }

    private static String headers(Map<String, String> headers) {
        try {
            return Json.mapper().writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("headers have no JSON form", e);
        }
    }

    private static Map<String, String> headers(String json) {
        try {
            return Json.mapper().readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("outbox row without readable headers", e);
        }
    }
}
