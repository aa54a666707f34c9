package io.toygres.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.api.problem.ProblemException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void comesBackAsItWas() {
        Cursor cursor = new Cursor(Instant.parse("2026-01-31T12:34:56.123456Z"), UUID.randomUUID());

        assertThat(cursor.encode()).matches("[A-Za-z0-9_-]{32}");
        assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "not base64!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void refusesWhatIsNoCursor(String text) {
        assertThatThrownBy(() -> Cursor.decode(text))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("INVALID_PARAMETER");
    }

    @Test
    void aMadeUpCursorIsATimeThatPostgresKnows() {
        assertThat(Cursor.decode("_".repeat(32)).createdAt())
                .isBetween(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));
        assertThat(Cursor.decode("f" + "_".repeat(31)).createdAt())
                .isBetween(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));
    }
}
