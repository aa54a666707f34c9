package io.toygres.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseExceptionTest {

    @ParameterizedTest
    @CsvSource({
        "08006, true",
        "57P01, true",
        "57P03, true",
        "53300, true",
        "57014, false",
        "23505, false",
        "42P01, false"
    })
    void knowsAnOutageByItsSqlState(String sqlState, boolean outage) {
        var exception =
                DatabaseException.refused(new PgException("no", "ERROR", sqlState, "Key (id)=(secret) exists."));

        assertThat(exception.isOutage()).isEqualTo(outage);
        assertThat(exception.sqlState()).contains(sqlState);
        assertThat(exception).hasMessageContaining("no").message().doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({"40P01, true", "40001, false", "08006, false"})
    void knowsADeadlockByItsSqlState(String sqlState, boolean deadlock) {
        assertThat(DatabaseException.refused("no", sqlState, null).isDeadlock()).isEqualTo(deadlock);
    }

    @ParameterizedTest
    @CsvSource({"plain", "'with can not in it'"})
    void aMistakeOfOursQuotesNoValue(String value) {
        var exception = DatabaseException.unsendable(new IllegalArgumentException(
                "Parameter at position[0] with class = [X] and value = [" + value + "] can not be coerced to Y"));

        assertThat(exception).hasMessage("Parameter at position[0] with class = [X] can not be coerced to Y");
        assertThat(exception.isOutage()).isFalse();
    }
}
