package io.toygres.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.toygres.consumer.Trouble.Kind;
import io.toygres.database.DatabaseException;
import io.toygres.messaging.RefusedMessageException;
import java.net.ConnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TroubleTest {

    @ParameterizedTest
    @CsvSource({
        "21000, REFUSED",
        "22021, REFUSED",
        "22P02, REFUSED",
        "23505, REFUSED",
        "23514, REFUSED",
        "44000, REFUSED",
        "54000, REFUSED",
        "P0001, REFUSED",
        "08006, OUTAGE",
        "25006, OUTAGE",
        "28P01, OUTAGE",
        "3D000, OUTAGE",
        "42P01, OUTAGE",
        "42501, OUTAGE",
        "53300, OUTAGE",
        "57P01, OUTAGE",
        "57P03, OUTAGE",
        "58P01, OUTAGE",
        "XX000, OUTAGE",
        "F0000, OUTAGE",
        "40001, FAULT",
        "40P01, FAULT",
        "55P03, FAULT",
        "57014, FAULT",
        "0A000, FAULT"
    })
    void tellsAMessagesFaultFromAnOutageBySqlState(String sqlState, Kind kind) {
        var thrown = new IllegalStateException("while applying", DatabaseException.refused("a text", sqlState, null));

        assertThat(Trouble.of(thrown).kind()).isEqualTo(kind);
    }

    @Test
    void takesLostConnectionsForAnOutage() {
        assertThat(Trouble.of(DatabaseException.outage("no connection to be had", null))
                        .kind())
                .isEqualTo(Kind.OUTAGE);
        assertThat(Trouble.of(new IllegalStateException(new ConnectException())).kind())
                .isEqualTo(Kind.OUTAGE);
        assertThat(Trouble.of(new TimeoutException()).kind()).isEqualTo(Kind.OUTAGE);
    }

    @Test
    void takesWhatItDoesNotKnowForAFault() {
        assertThat(Trouble.of(new StackOverflowError()).kind()).isEqualTo(Kind.FAULT);
        assertThat(Trouble.of(new IllegalStateException(new JsonParseException(null, "a state")))
                        .kind())
                .isEqualTo(Kind.FAULT);
    }

    @Test
    void givesTheReasonOfARefusalAndNoTextOfAnyOtherException() {
        assertThat(Trouble.of(new RefusedMessageException("header ce_id is empty"))
                        .reason())
                .isEqualTo("header ce_id is empty");
        assertThat(Trouble.of(DatabaseException.refused("ERROR: INSERT INTO secrets", "23505", null))
                        .reason())
                .doesNotContain("INSERT")
                .contains("23505");
        assertThat(Trouble.of(new IllegalStateException("io.toygres.Secret")).reason())
                .doesNotContain("io.toygres");
    }
}
