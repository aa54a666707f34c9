package io.toygres.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTailTest {

    @Test
    void keepsTheLastFiftyLinesInOrder() {
        String log = IntStream.range(0, 70).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());

        assertThat(LogTail.of(log).lines()).hasSize(50).startsWith("line 20").endsWith("line 69");
    }

    @Test
    void keepsNoMoreThanEightKilobytesWhateverTheLettersWeigh() {
        String log = ("€".repeat(900) + "\n").repeat(20);

        String tail = LogTail.of(log);

        assertThat(tail.getBytes(UTF_8)).hasSizeBetween(4_000, 8_192);
    }

    @Test
    void cutsALongLineBetweenWholeCharacters() {
        assertThat(LogTail.of("🐘".repeat(2000))).isEqualTo("🐘".repeat(499) + "…");
    }

    @Test
    void leavesReportsOfProgressOut() {
        String log = """
                dumping shop
                {"progress":{"phase":"dump","database":"shop","done_bytes":5,"total_bytes":9}}
                pg_dump: error: permission denied for table orders
                {"progress":{"phase":"dum""";

        assertThat(LogTail.of(log)).isEqualTo("dumping shop\npg_dump: error: permission denied for table orders");
    }

    @Test
    void holdsNoControlCharacter() {
        assertThat(LogTail.of("a\0b\u001b[31mred\rback\tkept")).isEqualTo("a\uFFFDb\uFFFD[31mred\nback\tkept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER ROLE app WITH PASSWORD 'hunter2''s';",
                "could not connect: host=db password=hunter2 user=postgres",
                "could not connect: host=db password='hunter2 and more'",
                "PGPASSWORD=hunter2",
                "{\"password\": \"hunter2\", \"user\": \"x\"}",
                "{\"client_secret\":\"a\\\"hunter2\"}",
                "AccountKey=hunter2==;EndpointSuffix=core.windows.net",
                "GET https://account.blob.core.windows.net/images?sv=2024&sig=hunter2%3D&se=2026",
                "Authorization: Bearer hunter2hunter2",
                "postgres://postgres:hunter2@db:5432/shop",
                "client_assertion=hunter2&grant_type=x",
                "token eyJhbGciOiJSUzI1NiJ9.hunter2hunter2.hunter2",
                "'SCRAM-SHA-256$4096:hunter2$hunter2:hunter2'",
                "-----BEGIN RSA PRIVATE KEY-----\nhunter2\nhunter2\n-----END RSA PRIVATE KEY-----",
            })
    void hidesWhatLooksLikeASecret(String line) {
        assertThat(LogTail.of("before\n" + line + "\nafter"))
                .doesNotContain("hunter2")
                .contains("[redacted]")
                .startsWith("before\n")
                .endsWith("after");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FATAL:  password authentication failed for user \"postgres\"",
                "pg_restore: error: could not execute query: ERROR:  relation \"tokens\" does not exist",
                "connecting to shop-1234-svc.toygres-managed.svc.cluster.local:5432",
            })
    void keepsWhatTellsWhyItFailed(String line) {
        assertThat(LogTail.of(line)).isEqualTo(line);
    }

    @Test
    void hidesASecretThatIsCutFromItsName() {
        String log = "password='" + "x".repeat(100_000) + "hunter2'";

        assertThat(LogTail.of(log)).isEqualTo("password=[redacted]");
    }
}
