package io.toygres.image.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.platform.LocalPostgres;
import io.toygres.local.process.Pause;
import io.toygres.local.process.Ports;
import io.toygres.local.script.ScriptBlobs;
import io.toygres.local.script.ScriptPod;
import io.toygres.local.script.ScriptResult;
import io.toygres.local.script.ScriptRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** backup.sh against a real server, real azcopy and real refusals. That what it uploads restores is RestoreScriptIT's business. */
final class BackupScriptIT {
    private static Path folder;
    private static ScriptBlobs blobs;
    private static LocalPostgres source;
    private static ScriptPod pod;

    private final String image = UUID.randomUUID().toString();

    @BeforeAll
    static void start(@TempDir Path temporary) {
        folder = temporary;
        blobs = ScriptBlobs.start(folder.resolve("blobs"));
        source = LocalPostgres.throwaway();
        source.sql("CREATE DATABASE \"a='b \"\"Q\"\" ü\"");
        source.sql("CREATE TABLE item AS SELECT i AS id, md5(i::text) AS name FROM generate_series(1, 300000) AS i");
        pod = pod("right", source.password("postgres"));
    }

    @AfterAll
    static void stop() {
        source.close();
        blobs.close();
    }

    @Test
    void uploadsEveryDatabaseAndTellsWhereTheResultIs() {
        ScriptResult result = backup(pod, spec(source.port(), "[]"));

        assertThat(result.log()).contains("\"progress\":{\"phase\":\"dump\",\"database\":\"toygres\"");
        assertThat(result.exitCode()).as(result.log()).isZero();
        assertThat(result.message())
                .contains("\"outcome\":\"succeeded\"", "\"result\":\"" + image + "/one/result.json\"");
        String contents = new String(blobs.get(image + "/one/result.json"), UTF_8);
        assertThat(contents).contains("a='b \\\"Q\\\" ü", "\"rows\": 300000", "globals.sql.zst", "0003.data.dump.zst");
        assertThat(result.message()).contains("\"result_length\":" + contents.getBytes(UTF_8).length + ",");
    }

    @Test
    void givesAReasonInPlaceOfACountAboveTheLimit() {
        String spec = spec(source.port(), "[\"toygres\"]").replace("1000000000", "100000");

        assertThat(backup(pod, spec).exitCode()).isZero();

        assertThat(new String(blobs.get(image + "/one/result.json"), UTF_8))
                .contains("\"rows\": null", "larger than the row count limit of 100000 bytes");
    }

    @Test
    void aWrongPasswordEndsTheJob() {
        ScriptResult result = backup(pod("wrong", "not \\ it:"), spec(source.port(), "[]"));

        assertFailed(result, 42, "SOURCE_AUTH_FAILED");
        assertThat(result.message() + result.log()).doesNotContain("not \\ it");
    }

    @Test
    void aServerThatIsAwayIsTriedAgain() {
        ScriptResult result = backup(pod, impatient(spec(Ports.free(), "[]")));

        assertFailed(result, 1, "SOURCE_UNREACHABLE");
        assertThat(result.message()).contains("Connection refused");
        assertThat(result.log()).contains("the source takes no connection yet");
    }

    @Test
    void aServerThatNeverAnswersIsToldAsATimeOut() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ScriptResult result = backup(pod, impatient(spec(silent.getLocalPort(), "[]")));

            assertFailed(result, 1, "SOURCE_UNREACHABLE");
            assertThat(result.message()).contains("timeout expired");
        }
    }

    @Test
    void aServerThatTakesNoConnectionsYetIsWaitedFor() throws Exception {
        int port = Ports.free();
        ScriptRun run = pod.start("backup.sh", "one", spec(port, "[\"toygres\"]"), blobs.environment());
        run.awaitLog("the source takes no connection yet");

        try (var _ = PortForward.open(port, source.port())) {
            assertThat(run.await().message()).contains("\"outcome\":\"succeeded\"");
        }
    }

    @Test
    void anUnknownDatabaseIsNamed() {
        ScriptResult result = backup(pod, spec(source.port(), "[\"toygres\", \"no 'such' one\"]"));

        assertFailed(result, 42, "DATABASE_NOT_FOUND");
        assertThat(result.message()).contains("no 'such' one");
    }

    @Test
    void anotherMajorVersionIsRefused() {
        String spec = spec(source.port(), "[]").replace("\"postgres_version\":\"15\"", "\"postgres_version\":\"9\"");

        assertFailed(backup(pod, spec), 42, "SOURCE_VERSION_MISMATCH");
    }

    @Test
    void anExpiredTokenIsToldInTheWordsOfEntra() {
        blobs.tokenValidFor(Duration.ofHours(-1));
        try {
            ScriptResult result = backup(pod, spec(source.port(), "[]"));

            assertFailed(result, 42, "UPLOAD_AUTH_FAILED");
            assertThat(result.message()).contains("AADSTS700024");
        } finally {
            blobs.tokenValidFor(Duration.ofHours(1));
        }
    }

    @Test
    void aPodWithoutWorkloadIdentityIsToldSo() {
        ScriptResult result = pod.run("backup.sh", "one", spec(source.port(), "[]"), Map.of());

        assertFailed(result, 42, "UPLOAD_AUTH_FAILED");
        assertThat(result.message()).contains("AZURE_CLIENT_ID", "azure.workload.identity/use");
    }

    @Test
    void aFullWorkVolumeIsToldAsSuch() {
        ScriptResult result = backup(pod.withTmpfs("/toygres/work", 200_000), spec(source.port(), "[]"));

        assertFailed(result, 42, "WORK_VOLUME_FULL");
    }

    @Test
    void aTerminatedScriptStopsAtOnceAndLeavesNoResult() throws SQLException {
        withItemLocked(() -> {
            ScriptRun run = startAndWaitForItem();

            run.terminate();

            ScriptResult result = run.await();
            assertThat(result.exitCode()).as(result.log()).isEqualTo(143);
            assertThat(result.message()).isEmpty();
            awaitSessions("left on the source", "true", count -> count == 0);
        });
    }

    @Test
    void aSourceThatEndsItsSessionsIsTriedAgain() throws SQLException {
        withItemLocked(() -> {
            ScriptRun run = startAndWaitForItem();

            source.sql(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'toygres-backup'");

            assertFailed(run.await(), 1, "SOURCE_UNREACHABLE");
        });
    }

    @Test
    void thePasswordIsNowhereInTheLog() {
        ScriptResult result = backup(pod, spec(source.port(), "[\"toygres\"]"));

        assertThat(result.log()).doesNotContain(source.password("postgres"));
    }

    private static ScriptPod pod(String name, String password) {
        return blobs.reachableFrom(ScriptPod.in(folder.resolve(name), password));
    }

    private static ScriptResult backup(ScriptPod pod, String spec) {
        return pod.run("backup.sh", "one", spec, blobs.environment());
    }

    /** While another session has locked the table, no dump of it can end. */
    private static void withItemLocked(Runnable test) throws SQLException {
        try (Connection other = DriverManager.getConnection(source.jdbcUrl(), "postgres", source.password("postgres"));
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE item");
            test.run();
        }
    }

    private ScriptRun startAndWaitForItem() {
        ScriptRun run = pod.start("backup.sh", "one", spec(source.port(), "[]"), blobs.environment());
        run.awaitLog("uploaded globals.sql.zst");
        awaitSessions("waiting for the table", "wait_event_type = 'Lock'", count -> count > 0);
        return run;
    }

    /** Waits until the number of the script's sessions on the source that meet the condition is as expected. */
    private static void awaitSessions(String which, String condition, IntPredicate expected) {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
        while (!expected.test(countSessions(condition))) {
            assertThat(Instant.now()).as("sessions " + which).isBefore(deadline);
            Pause.of(Duration.ofMillis(50));
        }
    }

    private static int countSessions(String condition) {
        String query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'toygres-backup' AND ";
        return Integer.parseInt(source.sql(query + condition).strip());
    }

    private static void assertFailed(ScriptResult result, int exitCode, String code) {
        assertThat(result.message()).as(result.log()).contains("\"outcome\":\"failed\"", "\"code\":\"" + code + "\"");
        assertThat(result.exitCode()).isEqualTo(exitCode);
    }

    /** As short as libpq has it. */
    private static String impatient(String spec) {
        return spec.replace("\"source_patience_seconds\":600", "\"source_patience_seconds\":2");
    }

    private String spec(int port, String databases) {
        return """
                {"image_id":"%s","operation_id":"%s","source":{"host":"127.0.0.1","port":%d,"user":"postgres"},\
                "postgres_version":"15","databases":%s,"blob_container_url":"%s","source_patience_seconds":600,\
                "row_count_limit_bytes":1000000000}""".formatted(image, UUID.randomUUID(), port, databases, ScriptBlobs.CONTAINER);
    }
}
