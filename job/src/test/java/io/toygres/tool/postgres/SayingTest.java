package io.toygres.tool.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SayingTest {

    @Test
    void theServersOwnReasonIsTold() {
        assertThat(Saying.line("""
                pg_dump: error: Dumping the contents of table "big" failed: PQgetResult() failed.
                pg_dump: detail: Error message from server: ERROR:  invalid memory alloc request size 1258291204
                pg_dump: detail: Command was: COPY public.big (v) TO stdout;
                """)).isEqualTo("ERROR: invalid memory alloc request size 1258291204");
        assertThat(Saying.line("pg_dump: error: connection to server at \"x\" failed: Connection refused"))
                .isEqualTo("connection to server at \"x\" failed: Connection refused");
        assertThat(Saying.line("  \n")).isEqualTo("the program gave no reason");
    }

    @Test
    void troublesAreKnownByTheirWords() {
        assertThat(Trouble.of("FATAL:  password authentication failed for user \"postgres\""))
                .isEqualTo(Trouble.REFUSED);
        assertThat(Trouble.of("FATAL:  the database system is shutting down")).isEqualTo(Trouble.UNREACHABLE);
        assertThat(Trouble.of("FATAL:  sorry, too many clients already")).isEqualTo(Trouble.UNREACHABLE);
        assertThat(Trouble.of("ERROR:  canceling statement due to lock timeout"))
                .isEqualTo(Trouble.LOCK_TIMEOUT);
        assertThat(Trouble.of("ERROR:  out of shared memory")).isEqualTo(Trouble.LOCKS_EXHAUSTED);
        assertThat(Trouble.of("ERROR:  permission denied for table x")).isEqualTo(Trouble.OTHER);
    }

    @Test
    void settingsAreEscapedAsOptions() {
        assertThat(PinnedSettings.of(17).with("search_path", "a\\b, c").asOptions())
                .contains(
                        "-c statement_timeout=0 ",
                        "-c DateStyle=ISO,\\ MDY ",
                        "-c transaction_timeout=0",
                        "-c search_path=a\\\\b,\\ c");
        assertThat(PinnedSettings.of(13).asOptions()).doesNotContain("idle_session_timeout");
    }

    @Test
    void bytesOfNoEncodingStayDistinct() {
        assertThat(Session.readableBytes("über".getBytes(UTF_8))).isEqualTo("über");
        assertThat(Session.readableBytes("\\über".getBytes(ISO_8859_1))).isEqualTo("\\\\\\xfcber");
    }

    @Test
    void aDatabasesNameIsNoConnectionString() {
        assertThat(PostgresServer.databaseOption("a='b \\")).startsWith("dbname='a=\\'b \\\\' keepalives");
    }
}
