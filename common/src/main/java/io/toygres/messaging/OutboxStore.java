package io.toygres.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.toygres.database.Row;
import io.toygres.database.Tx;
import io.toygres.messaging.OutboxRow.Destination;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Table {@code outbox}. */
final class OutboxStore {

    private static final String INSERT = """
            INSERT INTO outbox (topic, record_key, headers, body)
            VALUES (:topic, :key, :headers::text::jsonb, :body)
            """;

    /** One relay per schema at a time; the lock goes with the transaction, however that ends. */
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended('outbox relay of ' || current_schema(), 0))";

    private static final String OLDEST = """
            SELECT id, topic, record_key, headers::text AS headers, body
            FROM outbox
            WHERE NOT record_key = ANY (:without)
            ORDER BY id
            LIMIT :limit
            """;

    /** A crash may bring rows back whose deletion was not on disk: they are sent once more, as after any crash of the relay. */
    private static final String WITHOUT_FLUSH = "SET LOCAL synchronous_commit = off";

    static final String HOLDS =
            "SELECT EXISTS (SELECT FROM outbox WHERE record_key = :key AND headers ->> :id_header = :id)";

    private static final String DELETE = "DELETE FROM outbox WHERE id = ANY (:ids)";

    void add(Tx tx, ProducerRecord<String, byte[]> record) {
        tx.sql(INSERT)
                .bind("topic", record.topic())
                .bind("key", record.key())
                .bind("headers", headers(CloudEventHeaders.of(record.headers()).values()))
                .bind("body", new String(record.value(), UTF_8))
                .send();
    }

    /** Waits until no other replica relays, then keeps the others out until the end of the transaction. */
    void lock(Tx tx) {
        tx.sql(WITHOUT_FLUSH).send();
        tx.sql(LOCK).send();
    }

    /** @param without keys whose rows are left where they are */
    List<OutboxRow> oldest(Tx tx, int limit, Set<String> without) {
        return tx.sql(OLDEST)
                .bind("without", without.toArray(String[]::new))
                .bind("limit", limit)
                .list(OutboxStore::outboxRow);
    }

    /** Whether the message with that key and id still waits. */
    boolean holds(Tx tx, String key, String messageId) {
        return tx.sql(HOLDS)
                .bind("key", key)
                .bind("id_header", CloudEventHeaders.ID)
                .bind("id", messageId)
                .one(row -> row.flag("exists"));
    }

    void delete(Tx tx, Collection<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        tx.sql(DELETE).bind("ids", ids.toArray(Long[]::new)).send();
    }

    private static OutboxRow outboxRow(Row row) {
        return new OutboxRow(
                row.number("id"),
                new Destination(row.text("topic"), row.text("record_key")),
                headers(row.text("headers")),
                row.text("body"));
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
