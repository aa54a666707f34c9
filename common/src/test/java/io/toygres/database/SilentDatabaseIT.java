package io.toygres.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A connection whose other end is gone without having said so. */
class SilentDatabaseIT {

    @Test
    void aSilentConnectionIsGivenUpAndTheNextOneWorks() {
        try (var database = new TestDatabase(Duration.ofSeconds(2))) {
            assertThatThrownBy(() -> database.service().useTransaction(silent -> {
                        assertThat(one(silent)).isOne();
                        database.freezeConnections();
                        one(silent);
                    }))
                    .isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.isOutage())
                            .isTrue())
                    .hasMessageContaining("did not answer");

            // Frozen still: only a connection of its own answers.
            assertThat(database.service().<Integer, RuntimeException>inTransaction(SilentDatabaseIT::one))
                    .isOne();
            database.thawConnections();
        }
    }

    private static int one(Tx tx) {
        return tx.sql("SELECT 1 AS one").one(row -> row.integer("one"));
    }
}
