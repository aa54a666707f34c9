package io.toygres.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a long outage of the broker makes of the outbox. */
class OutboxIndexIT {

    @Test
    void whetherAMessageWaitsIsFoundWithoutReadingTheWholeOutbox() throws Exception {
        try (var database = new TestDatabase()) {
            List<String> plan = database.service().withConnection(tx -> {
                tx.sql("""
                        INSERT INTO outbox (topic, record_key, headers, body)
                        SELECT 'topic', 'key ' || n, '{"ce_id": "id"}', '{}' FROM generate_series(1, 5000) n
                        """).update();
                tx.sql("ANALYZE outbox").update();
                return tx.sql("EXPLAIN " + OutboxStore.HOLDS)
                        .bind("key", "key 7")
                        .bind("id_header", CloudEventHeaders.ID)
                        .bind("id", "id")
                        .list(row -> row.text("QUERY PLAN"));
            });

            assertThat(plan).anyMatch(line -> line.contains("outbox_record_key"));
        }
    }
}
