package io.toygres.provisioner.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.job.JobBlobs;
import io.toygres.local.job.JobPod;
import io.toygres.local.job.JobResult;
import io.toygres.local.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of a server's files: from a server that is written to, and back. */
final class PhysicalImageIT {

    private static final String PASSWORD = "file by: file";
    private static final String BASE = "base.tar.zst";
    private static final String UNLOGGED = "sales.cache";

    private static Path folder;
    private static JobBlobs blobs;
    private static JobPod sourcePod;
    private static TestServer source;
    private static TestImage image;

    @BeforeAll
    static void backUp(@TempDir Path temporary) throws IOException {
        folder = temporary;
        blobs = JobBlobs.start(folder.resolve("blobs"));
        sourcePod = JobPod.in(folder.resolve("source"), PASSWORD);
        String spec = "{\"instance_id\":\"%s\",\"restored_image_id\":null,\"postgres_version\":\"15\"}"
                .formatted(RestoreProgramIT.INSTANCE);
        assertThat(sourcePod.runProgram("initialize", "init", spec, Map.of()).exitCode())
                .isZero();
        Files.writeString(
                folder.resolve("source/config/postgresql.conf"),
                "max_prepared_transactions = 5\n",
                StandardOpenOption.APPEND);
        source = TestServer.of(sourcePod, PASSWORD).filled();
        source.psql("postgres", "-c", "ALTER SYSTEM SET port = 6000");
        source.psql("postgres", "-c", "ALTER SYSTEM SET archive_command = 'cp %p /archive/%f'");
        source.psql("postgres", "-c", "ALTER DATABASE template1 ALLOW_CONNECTIONS false");
        source.psql(
                "bench",
                "-c",
                "CREATE SUBSCRIPTION follower CONNECTION 'host=127.0.0.1 port=1' PUBLICATION orders WITH (connect = false)",
                "-c",
                "ALTER SUBSCRIPTION follower ENABLE",
                "-c",
                "BEGIN; CREATE TABLE undecided (); PREPARE TRANSACTION 'it''s \\ open'");
        source.psql(TestServer.RARE, "-c", "TRUNCATE unlogged");
        // More than an image keeps in memory, and incompressible.
        source.psql(
                "shop",
                "-c",
                "CREATE TABLE noise AS SELECT string_agg(sha512((i * 1000 + j)::text::bytea), '') AS bytes"
                        + " FROM generate_series(1, 300) i, generate_series(1, 1000) j GROUP BY i");
        image = TestImage.ofFiles(blobs, blobs.reachableFrom(sourcePod), source.port());
    }

    @AfterAll
    static void stop() {
        source.close();
        blobs.close();
    }

    @Test
    void bringsBackEveryRowOfEveryDatabase() {
        JobPod pod = JobPod.in(folder.resolve("restored"), "another: password");

        JobResult result = image.restore(pod, "one");

        assertThat(result.exitCode()).as(result.log()).isZero();
        assertThat(result.message()).contains("subscription follower", "prepared transaction it's ");
        try (TestServer restored = TestServer.of(pod, "another: password")) {
            assertThat(restored.psql("postgres", "-c", "SELECT count(*) FROM pg_replication_slots"))
                    .isEqualTo("0\n");
            assertThat(restored.psql(
                            "postgres",
                            "-c",
                            "SELECT current_setting('archive_command'), (SELECT count(*) FROM pg_prepared_xacts),"
                                    + " (SELECT count(*) FROM pg_subscription WHERE subenabled)"))
                    .isEqualTo("(disabled)|0|0\n");
            assertThat(restored.psql("shop", "-c", "SELECT count(*) FROM " + UNLOGGED))
                    .isEqualTo("0\n");
            restored.psql("shop", "-c", "INSERT INTO " + UNLOGGED + " VALUES ('written', '{}')");
            assertThat(rows(restored)).isEqualTo(rows(source));
            for (String database : List.of(TestServer.RARE, "bytes")) {
                assertThat(restored.dump(database)).isEqualTo(source.dump(database));
            }
        }
    }

    private static List<String> rows(TestServer server) {
        return server.fingerprint().stream()
                .filter(line -> !line.contains("| table | " + UNLOGGED))
                .toList();
    }

    @Test
    void saysWhatItHoldsAndWhatItDoesNot() {
        assertThat(new String(blobs.get(image.id() + "/manifest.json"), UTF_8))
                .contains("\"kind\":\"physical\"", "\"role\":\"base\"", "\"globals\":null")
                .contains("unlogged sales.cache is in the image without its rows")
                .contains("\"reason\":\"a physical image is checked file by file\"");
    }

    @Test
    void leavesNoSlotBehind() {
        assertThat(source.psql("postgres", "-c", "SELECT count(*) FROM pg_replication_slots"))
                .isEqualTo("0\n");
    }

    @Test
    void anotherByteOfTheImageIsNoticed() {
        JobResult result = image.restoreWithDamaged(
                BASE,
                bytes -> {
                    bytes[bytes.length / 2] ^= 1;
                    return bytes;
                },
                JobPod.in(folder.resolve("damaged"), PASSWORD));

        assertThat(result.message()).as(result.log()).contains("\"code\":\"CHECKSUM_MISMATCH\"");
    }

    /** Whoever can write to the storage, or the server itself, may have made it. */
    @Test
    void aLinkOutOfTheDirectoryIsRefused() throws IOException {
        Path files = Files.createDirectories(folder.resolve("evil"));
        Files.createSymbolicLink(files.resolve("pg_wal"), Path.of("/toygres/work"));
        Path tar = folder.resolve("evil.tar.zst");
        Program.run("tar", "--zstd", "-C", files.toString(), "-cf", tar.toString(), ".");
        byte[] bytes = Files.readAllBytes(tar);
        blobs.put(image.id() + "/" + TestImage.ATTEMPT + "/evil.tar.zst", bytes);
        String described =
                "{file: \"evil.tar.zst\", length: %d, sha256: \"%s\"}".formatted(bytes.length, TestImage.sha256(bytes));

        JobResult result = image.withManifest(
                        ".base += %s | .files = [%s | {path: .file, length, sha256, confirmed: null}]"
                                .formatted(described, described))
                .restore(JobPod.in(folder.resolve("linked"), PASSWORD), "one");

        assertThat(result.message())
                .as(result.log())
                .contains("\"code\":\"IMAGE_UNREADABLE\"", "neither a file nor a directory: pg_wal");
    }

    @Test
    void aVolumeThatIsTooSmallIsNamed() {
        JobPod small = JobPod.in(folder.resolve("small"), PASSWORD).withTmpfs("/pgdata", 30L * 1024 * 1024);

        JobResult result = image.restore(small, "one");

        assertThat(result.message()).as(result.log()).contains("\"code\":\"VOLUME_FULL\"");
    }

    @Test
    void isNoLogicalImage() {
        TestImage taken = new TestImage(blobs, image.id(), image.manifestSha256(), "logical");

        JobResult result = taken.restore(JobPod.in(folder.resolve("logical"), PASSWORD), "one");

        assertThat(result.message()).as(result.log()).contains("\"code\":\"IMAGE_UNREADABLE\"", "a physical image");
    }

    /** Nothing that an attempt left counts: the next one begins anew. */
    @Test
    void isRestoredAfterAnAttemptThatWasKilled() {
        JobPod pod = JobPod.in(folder.resolve("killed"), PASSWORD);
        try (TestRestore first = image.start(pod, "one")) {
            first.loader().awaitLog("\"phase\":\"unpack\"");
        }
        assertThat(Files.exists(pod.volume().resolve("data"))).isFalse();

        JobResult result = image.restore(pod, "two");

        assertThat(result.exitCode()).as(result.log()).isZero();
    }
}
