package io.toygres.tool.backup;

import static io.toygres.tool.backup.TestSource.database;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.toygres.contract.image.Archive;
import io.toygres.contract.image.Archive.Role;
import io.toygres.contract.image.Archive.TableName;
import io.toygres.contract.image.BackupResult;
import io.toygres.contract.image.BackupResult.Skipped;
import io.toygres.contract.image.ImageDatabase;
import io.toygres.contract.image.ImageFile;
import io.toygres.local.job.JobResult;
import io.toygres.local.process.Ports;
import io.toygres.tool.process.Measured;
import io.toygres.tool.testing.JobBed;
import io.toygres.tool.testing.PortForward;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code toygres-job backup} against a real server, real azcopy and real refusals. */
final class BackupIT {

    @SuppressWarnings("NullAway.Init")
    private static TestSource source;

    @BeforeAll
    static void start(@TempDir Path folder) {
        source = new TestSource(folder);
        source.sql("postgres", "CREATE DATABASE \"a='b \"\"Q\"\" ü\"");
        source.sql(
                "toygres",
                "CREATE TABLE item AS SELECT i AS id, md5(i::text) AS name FROM generate_series(1, 300000) AS i",
                "CREATE TABLE big AS SELECT i AS id, sha512(i::text::bytea) AS v FROM generate_series(1, 500000) AS i");
    }

    @AfterAll
    static void stop() {
        source.close();
    }

    @Test
    void uploadsEveryDatabaseAndTellsWhereTheResultIs() {
        int dataDumps = Math.min(2, Runtime.getRuntime().availableProcessors());
        JobResult run = source.run(source.spec());

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(run.log()).contains("{\"progress\":{\"phase\":\"dump\",\"database\":\"toygres\",\"done_bytes\":");
        BackupResult result = source.result(run);
        assertThat(result.databases())
                .extracting(ImageDatabase::name)
                .contains("a='b \"Q\" ü", "toygres", "postgres")
                .doesNotContain("template1");
        assertThat(database(result, "toygres").tables())
                .filteredOn(table -> table.name().equals("item"))
                .allMatch(table -> table.rows() != null && table.rows() == 300_000);
        assertThat(database(result, "postgres").archives())
                .extracting(Archive::role)
                .containsExactly(Role.ALL);
        assertThat(database(result, "toygres").archives())
                .extracting(Archive::role, Archive::file, Archive::tables)
                .as(
                        "on two processors with an archive for each half of the rows, of which one is small when it is compressed")
                .startsWith(tuple(Role.SCHEMA, "pack", List.of()), tuple(Role.DATA, "0001.data.dump.zst", List.of()))
                .hasSize(1 + dataDumps)
                .last()
                .matches(last -> dataDumps == 1
                        || last.equals(tuple(Role.DATA, "pack", List.of(new TableName("public", "item")))));
        assertThat(run.log()).doesNotContain(source.password());
    }

    /** Such a function may read a table that another archive holds. */
    @Test
    void rowsThatFunctionsOfTheDatabaseComputeStayInOneArchive() {
        source.sql("postgres", "CREATE DATABASE computed");
        source.sql(
                "computed",
                "CREATE TABLE rate AS SELECT i AS id, repeat('x', 90) AS name FROM generate_series(1, 200000) AS i",
                "CREATE FUNCTION factor(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT max(id)::int + $1 FROM public.rate'",
                "CREATE TABLE price AS SELECT i AS id, repeat('x', 90) AS name FROM generate_series(1, 200000) AS i",
                "CREATE TABLE total (id int, twice int GENERATED ALWAYS AS (public.factor(id)) STORED)");

        BackupResult result = source.result(source.run(source.spec("computed")));

        assertThat(database(result, "computed").archives())
                .extracting(Archive::role)
                .containsExactly(Role.SCHEMA, Role.DATA);
    }

    @Test
    void everyFileAndArchiveIsWhatTheResultSays() {
        BackupResult result = source.result(source.run(source.spec()));
        String prefix = result.imageId() + "/one/";
        assertThat(result.files())
                .as("whose blocks the storage has confirmed")
                .extracting(ImageFile::path, file -> file.confirmed() != null)
                .contains(tuple("pack", false), tuple("0001.data.dump.zst", true));

        for (ImageFile file : result.files()) {
            byte[] stored = source.blobs().get(prefix + file.path());
            assertThat(stored).hasSize((int) file.length());
            assertThat(sha256(stored)).isEqualTo(file.sha256());
            result.databases().stream()
                    .flatMap(database -> database.archives().stream())
                    .filter(archive -> archive.file().equals(file.path()))
                    .forEach(
                            archive -> assertThat(sha256(part(stored, archive))).isEqualTo(archive.sha256()));
        }
        assertThat(result.globals()).isNotNull();
    }

    @Test
    void givesAReasonInPlaceOfACountAboveTheLimit() {
        BackupResult result = source.result(source.run(source.spec("toygres").withRowCountLimit(100_000)));

        assertThat(database(result, "toygres").tables())
                .filteredOn(table -> table.name().equals("item"))
                .allMatch(table -> table.rows() == null
                        && "larger than the row count limit of 100000 bytes".equals(table.reason()));
    }

    @Test
    void aWrongPasswordEndsTheJob() {
        JobBed bed = source.bedWithPassword("wrong", "not \\ it:");
        JobResult run = bed.start(
                        new BackupCommand(),
                        "one",
                        source.spec().json(),
                        source.blobs().localEnvironment())
                .await();

        assertFailed(run, 42, "SOURCE_AUTH_FAILED");
        assertThat(run.message() + run.log()).doesNotContain("not \\ it");
    }

    @Test
    void aServerThatIsAwayIsTriedAgain() {
        JobResult run = source.run(source.spec().withPort(Ports.free()).withPatience(2));

        assertFailed(run, 1, "SOURCE_UNREACHABLE");
        assertThat(run.message()).contains("Connection refused");
        assertThat(run.log()).contains("the source takes no connection yet");
    }

    @Test
    void aServerThatNeverAnswersIsToldAsATimeOut() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            JobResult run =
                    source.run(source.spec().withPort(silent.getLocalPort()).withPatience(2));

            assertFailed(run, 1, "SOURCE_UNREACHABLE");
            assertThat(run.message()).containsIgnoringCase("time");
        }
    }

    @Test
    void aServerThatTakesNoConnectionsYetIsWaitedFor() throws Exception {
        int port = Ports.free();
        JobBed.Run run = source.start(source.spec("toygres").withPort(port));
        run.awaitLog("the source takes no connection yet");

        try (var _ = PortForward.open(port, source.port())) {
            assertThat(run.await().message()).contains("\"outcome\":\"succeeded\"");
        }
    }

    @Test
    void anUnknownDatabaseIsNamed() {
        JobResult run = source.run(source.spec("toygres", "no 'such' one"));

        assertFailed(run, 42, "DATABASE_NOT_FOUND");
        assertThat(run.message()).contains("no 'such' one");
    }

    @Test
    void anotherMajorVersionIsRefused() {
        assertFailed(source.run(source.spec().withVersion(16)), 42, "SOURCE_VERSION_MISMATCH");
    }

    @Test
    void anExpiredTokenIsToldInTheWordsOfEntra() {
        source.blobs().tokenValidFor(Duration.ofHours(-1));
        try {
            JobResult run = source.run(source.spec());

            assertFailed(run, 42, "UPLOAD_AUTH_FAILED");
            assertThat(run.message()).contains("AADSTS700024");
        } finally {
            source.blobs().tokenValidFor(Duration.ofHours(1));
        }
    }

    @Test
    void aPodWithoutWorkloadIdentityIsToldSo() {
        JobResult run = source.bed()
                .start(new BackupCommand(), "one", source.spec().json(), Map.of())
                .await();

        assertFailed(run, 42, "UPLOAD_AUTH_FAILED");
        assertThat(run.message()).contains("AZURE_CLIENT_ID", "azure.workload.identity/use");
    }

    @Test
    void aDatabaseThatAllowsNoConnectionsIsLeftOutUnlessItIsNamed() {
        source.sql("postgres", "CREATE DATABASE closed", "ALTER DATABASE closed ALLOW_CONNECTIONS false");
        try {
            BackupResult result = source.result(source.run(source.spec()));
            assertThat(result.skipped()).containsExactly(new Skipped("closed", "it allows no connections"));
            assertThat(result.warnings())
                    .anyMatch(warning -> "closed".equals(warning.database())
                            && warning.text().contains("allows no connections"));

            JobResult named = source.run(source.spec("closed"));
            assertFailed(named, 42, "DUMP_FAILED");
            assertThat(named.message()).contains("closed", "allows no connections");
        } finally {
            source.sql("postgres", "DROP DATABASE closed");
        }
    }

    @Test
    void aTerminatedJobStopsAtOnceAndLeavesNoVerdict() throws SQLException {
        withItemLocked(() -> {
            JobBed.Run run = source.start(source.spec("toygres"));
            awaitWaitingForLock();

            run.stop();

            JobResult result = run.await();
            assertThat(result.exitCode()).as(result.log()).isEqualTo(143);
            assertThat(result.message()).isEmpty();
            source.awaitTrue(
                    "SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name = 'toygres-backup' AND datname = 'toygres'");
        });
    }

    @Test
    void aSourceThatEndsItsSessionsIsBegunAgain() throws SQLException {
        JobBed.Run[] run = new JobBed.Run[1];
        withItemLocked(() -> {
            run[0] = source.start(source.spec("toygres"));
            awaitWaitingForLock();

            source.value(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'toygres-backup'");
            run[0].awaitLog("is begun again");
        });

        JobResult result = run[0].await();
        assertThat(result.exitCode()).as(result.log()).isZero();
    }

    private static void withItemLocked(Runnable test) throws SQLException {
        try (Connection other = source.connect("toygres");
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE item");
            test.run();
        }
    }

    private static void awaitWaitingForLock() {
        source.awaitTrue("SELECT count(*) > 0 FROM pg_stat_activity"
                + " WHERE application_name = 'toygres-backup' AND wait_event_type = 'Lock'");
    }

    private static byte[] part(byte[] file, Archive archive) {
        return Arrays.copyOfRange(file, (int) archive.offset(), (int) (archive.offset() + archive.length()));
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Measured.sha256().digest(bytes));
    }

    private static void assertFailed(JobResult run, int exitCode, String code) {
        assertThat(run.message()).as(run.log()).contains("\"outcome\":\"failed\"", "\"code\":\"" + code + "\"");
        assertThat(run.exitCode()).isEqualTo(exitCode);
    }
}
