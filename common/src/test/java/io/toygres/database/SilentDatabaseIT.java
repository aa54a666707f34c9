package io.toygres.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** A connection whose other end is gone without having said so. */
class SilentDatabaseIT {

    @Test
    void aSilentConnectionIsGivenUpAndTheNextOneWorks() throws SQLException {
        try (var database = new TestDatabase(Map.of("socketTimeout", "2"))) {
            database.jdbi().useHandle(silent -> {
                assertThat(one(silent)).isOne();
                database.freezeConnections();

                assertThatThrownBy(() -> one(silent)).hasRootCauseInstanceOf(SocketTimeoutException.class);
            });
            assertThat(database.jdbi().withHandle(SilentDatabaseIT::one)).isOne();
            database.thawConnections();
        }
    }

    private static int one(Handle handle) {
        return handle.createQuery("SELECT 1").mapTo(Integer.class).one();
    }
}
