package io.toygres.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.toygres.consumer.Trouble.Kind;
import io.toygres.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The exceptions that really come of the database, whatever client we use. */
class TroubleIT {

    @SuppressWarnings("NullAway.Init") // by JUnit
    private static TestDatabase database;

    @BeforeAll
    static void start() {
        database = new TestDatabase();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void aLostConnectionIsAnOutage() {
        try (var own = new TestDatabase()) {
            Throwable thrown = catchThrowable(() -> own.service().useTransaction(tx -> {
                tx.sql("SELECT 1").update();
                own.cutConnections();
                tx.sql("SELECT 1").update();
            }));

            assertThat(Trouble.of(thrown).kind()).as("%s", thrown).isEqualTo(Kind.OUTAGE);
        }
    }

    @Test
    void aMissingTableIsAnOutage() {
        assertThat(kindOf("SELECT * FROM no_such_table")).isEqualTo(Kind.OUTAGE);
    }

    @Test
    void whatTheContentBringsAboutIsARefusal() {
        assertThat(kindOf("SELECT CAST('no number' AS integer)")).isEqualTo(Kind.REFUSED);
        assertThat(kindOf("INSERT INTO inbox (message_id) SELECT NULL")).isEqualTo(Kind.REFUSED);
        assertThat(kindOf("INSERT INTO inbox (message_id)"
                        + " SELECT string_agg(md5(i::text), '') FROM generate_series(1, 1000) i"))
                .isEqualTo(Kind.REFUSED);
    }

    private static Kind kindOf(String sql) {
        Throwable thrown = catchThrowable(
                () -> database.service().useTransaction(tx -> tx.sql(sql).update()));
        assertThat(thrown).isNotNull();
        return Trouble.of(thrown).kind();
    }
}
