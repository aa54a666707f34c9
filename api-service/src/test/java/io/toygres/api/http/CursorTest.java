package io.toygres.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.api.problem.ProblemException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final Instant TIME = Instant.parse("2026-01-31T12:34:56.123456Z");

    static Stream<Cursor> cursors() {
        return Stream.of(
                Cursor.newest(TIME, UUID.randomUUID()),
                new Cursor(Sort.parse("created_at"), TIME, UUID.randomUUID()),
                new Cursor(Sort.parse("-name"), "Orders_2026-01.31", UUID.randomUUID()),
                new Cursor(Sort.parse("size_bytes"), -1L, UUID.randomUUID()),
                new Cursor(Sort.parse("storage_size_gb"), 16384, UUID.randomUUID()));
    }

    @ParameterizedTest
    @MethodSource("cursors")
    void comesBackAsItWas(Cursor cursor) {
        assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.decode(cursor.encode(), cursor.sort())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "not base64!",
                "AAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "text: -created_at x 3f2b8c1e-5d7a-4c9b-8e21-7a6d5c4b3a29",
                "text: -created_at 1",
                "text: colour red 3f2b8c1e-5d7a-4c9b-8e21-7a6d5c4b3a29",
                "text: name \0 3f2b8c1e-5d7a-4c9b-8e21-7a6d5c4b3a29",
                "text: size_bytes 99999999999999999999 3f2b8c1e-5d7a-4c9b-8e21-7a6d5c4b3a29"
            })
    void refusesWhatIsNoCursor(String text) {
        String cursor = text.startsWith("text: ") ? encoded(text.substring("text: ".length())) : text;

        assertThatThrownBy(() -> Cursor.decode(cursor, Sort.NEWEST))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("INVALID_PARAMETER");
    }

    @Test
    void refusesOneOfAnotherSort() {
        String cursor = Cursor.newest(TIME, UUID.randomUUID()).encode();

        assertThatThrownBy(() -> Cursor.decode(cursor, Sort.parse("name")))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("CURSOR_OF_OTHER_SORT");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE})
    void aMadeUpCursorIsATimeThatPostgresKnows(long micros) {
        String cursor = encoded("-created_at " + micros + " 3f2b8c1e-5d7a-4c9b-8e21-7a6d5c4b3a29");

        assertThat((Instant) Cursor.decode(cursor, Sort.NEWEST).value())
                .isBetween(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
