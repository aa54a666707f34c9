package io.toygres.provisioner.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.job.JobBlobs;
import io.toygres.local.job.JobPod;
import io.toygres.local.job.JobResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** {@code toygres-job restore} and {@code download}, from images made of the demo's data: whole ones restore whole, others not at all. */
final class RestoreProgramIT {
    static final String INSTANCE = "00000000-0000-4000-8000-00000000000b";

    private static final String PASSWORD = "p:a\\ss'\"$w`ö #rd";

    private static Path folder;
    private static JobBlobs blobs;
    private static JobPod sourcePod;
    private static TestServer source;
    private static TestImage image;

    private JobPod pod;

    @BeforeAll
    static void backUp(@TempDir Path temporary) {
        folder = temporary;
        blobs = JobBlobs.start(folder.resolve("blobs"));
        sourcePod = pod("source");
        String spec =
                "{\"instance_id\":\"%s\",\"restored_image_id\":null,\"postgres_version\":\"15\"}".formatted(INSTANCE);
        assertThat(sourcePod.runProgram("initialize", "init", spec, Map.of()).exitCode())
                .isZero();
        source = TestServer.of(sourcePod, PASSWORD).filled();
        image = TestImage.of(blobs, blobs.reachableFrom(sourcePod), source.port());
    }

    @AfterAll
    static void stop() {
        source.close();
        blobs.close();
    }

    @BeforeEach
    void newVolume(TestInfo test) {
        pod = pod(test.getTestMethod().orElseThrow().getName());
    }

    @Test
    void restoresAllThatTheSourceHeld() {
        JobResult result = image.restore(pod, "one");

        assertThat(result.exitCode()).as(result.log()).isZero();
        assertThat(result.message()).contains("\"outcome\":\"succeeded\",\"databases\":9,");
        assertThat(result.log()).contains("\"phase\":\"load\"").doesNotContain("-secret");
        try (TestServer restored = TestServer.of(pod, PASSWORD)) {
            List<String> expected = source.fingerprint();
            assertThat(restored.fingerprint()).containsExactlyElementsOf(expected);
            assertThat(restored.psqlAs("alice", "al!ce", "shop", "-c", "SHOW work_mem"))
                    .isEqualTo("12MB\n");
            assertThat(restored.dump(TestServer.RARE)).containsExactlyElementsOf(source.dump(TestServer.RARE));
            restored.psql("shop", "-c", "UPDATE sales.payroll SET salary = salary + 1 WHERE name = 'bob'");
            assertThat(restored.fingerprint()).isNotEqualTo(expected);
        }
    }

    @Test
    void startsOverAfterAnAttemptThatWasKilled() throws IOException {
        startAndHold().close();
        assertThat(pod.volume().resolve("restore.one")).exists();

        JobResult result = image.restore(pod, "two");

        assertThat(result.exitCode()).as(result.log()).isZero();
        assertThat(pod.volume().resolve("restore.one")).doesNotExist();
        assertThat(image.restore(pod, "three").log()).contains("an earlier attempt has finished");
    }

    @Test
    void aTerminatedLoaderStopsAtOnceAndTheDownloaderWithIt() throws IOException {
        try (TestRestore restore = startAndHold()) {
            restore.loader().terminate();

            assertThat(restore.loader().await().exitCode()).isEqualTo(143);
            assertThat(restore.downloader().await().exitCode()).isIn(0, 1);
        }
        assertThat(pod.volume().resolve("data")).doesNotExist();
    }

    @Test
    void tellsOfWorkThatMovesNoBytes() throws IOException {
        String index = "\"phase\":\"index\",\"database\":\"bench\",";
        Pattern sameBytesOtherActivity = Pattern.compile(index + "\"done_bytes\":(\\d+),.*\"activity\":(\\d+)[\\s\\S]*"
                + index + "\"done_bytes\":\\1,.*\"activity\":(?!\\2\\}|null)");

        try (TestRestore restore = image.start(configured(TestServer.HOLD_INDEX), "one")) {
            restore.loader().awaitLog(sameBytesOtherActivity);
        }
    }

    @Test
    void leavesDataAloneThatIsNotItsOwn() {
        assertFailed(image.restore(sourcePod, "one"), 42, "LOAD_FAILED", "already holds");
    }

    @Test
    void aFlippedByteIsNoticed() {
        JobResult result = image.restoreWithDamaged("pack", RestoreProgramIT::flipAByte, pod);

        assertFailed(result, 42, "CHECKSUM_MISMATCH", "pack");
    }

    @Test
    void aTruncatedFileIsNoticed() {
        JobResult result = image.restoreWithDamaged("pack", content -> Arrays.copyOf(content, content.length - 1), pod);

        assertFailed(result, 42, "CHECKSUM_MISMATCH", "pack");
    }

    @Test
    void anotherManifestThanTheCommittedOneIsNoticed() {
        TestImage other = new TestImage(blobs, image.id(), "0".repeat(64));

        assertFailed(other.restore(pod, "one"), 42, "CHECKSUM_MISMATCH", "manifest");
    }

    @Test
    void anImageThatIsNotThereIsSaidToBeMissing() {
        TestImage missing = new TestImage(blobs, INSTANCE, image.manifestSha256());

        assertFailed(missing.restore(pod, "one"), 42, "IMAGE_NOT_FOUND", "");
    }

    @Test
    void aRowThatIsMissingIsNoticed() {
        TestImage changed =
                image.withManifest(".databases[].tables |= map(if .name == \"payroll\" then .rows += 1 else . end)");

        assertFailed(
                changed.restore(pod, "one"),
                42,
                "CONTENT_MISMATCH",
                "rows of sales.payroll: 4 in the image, 3 restored");
    }

    @Test
    void aRowThatDiffersIsNoticed() {
        TestImage changed = image.withManifest(
                ".databases[].tables |= map(if .name == \"payroll\" then .content_hash = \"1\" else . end)");

        assertFailed(
                changed.restore(pod, "one"),
                42,
                "CONTENT_MISMATCH",
                "hash of the rows of sales.payroll: 1 in the image");
    }

    @Test
    void anExtensionVersionThatCannotBeHadIsNamed() {
        TestImage changed = image.withManifest(
                ".databases[].extensions |= map(if .name == \"hstore\" then .version = \"0.9\" else . end)");

        assertFailed(changed.restore(pod, "one"), 42, "EXTENSION_UNAVAILABLE", "hstore 0.9 (available: ");
    }

    @Test
    void aLibraryThatTheSourcePreloadsAndTheTargetLacksIsNamedBeforeAnythingIsLoaded() {
        TestImage changed = image.withManifest(".preload_libraries = [\"pg_nowhere\"]");

        JobResult result = changed.restore(pod, "one");

        assertFailed(result, 42, "EXTENSION_UNAVAILABLE", "lacks the library pg_nowhere");
        assertThat(result.log()).doesNotContain("roles are loaded");
    }

    @Test
    void anArchiveThatCannotBeReadIsTheImagesFault() {
        TestImage changed = image.withManifest(".databases[0].archives[].compression = \"none\"");

        assertFailed(changed.restore(pod, "one"), 42, "IMAGE_UNREADABLE", "An archive of the image cannot be read");
    }

    @Test
    void aRowThatTheServerRefusesIsNotTheImagesFault() throws IOException {
        JobPod refusing = configured("test.hold_load = 'no number'\n");

        assertFailed(image.restore(refusing, "one"), 42, "LOAD_FAILED", "invalid input syntax for type integer");
    }

    @Test
    void aVolumeThatIsTooSmallIsSaidToBeFull() {
        for (long size : new long[] {20_000_000, 60_000_000, 110_000_000}) {
            JobPod small = pod.withTmpfs("/pgdata", size);

            assertFailed(image.restore(small, "one"), 42, "VOLUME_FULL", "MiB");
        }
    }

    /** A restore that is loading a database and does not get any further. */
    private TestRestore startAndHold() throws IOException {
        TestRestore restore = image.start(configured(TestServer.HOLD_LOAD), "one");
        restore.loader().awaitLog("\"phase\":\"load\",\"database\":\"bench\"");
        return restore;
    }

    private JobPod configured(String settings) throws IOException {
        Path configuration = Files.createDirectories(pod.volume().resolveSibling("configuration"));
        Files.writeString(configuration.resolve("postgresql.conf"), settings);
        return pod.withFolder(configuration, "/etc/postgresql");
    }

    private static byte[] flipAByte(byte[] content) {
        content[content.length / 2] ^= 1;
        return content;
    }

    private static JobPod pod(String name) {
        return JobPod.in(folder.resolve(name), PASSWORD);
    }

    private static void assertFailed(JobResult result, int exitCode, String code, String detail) {
        assertThat(result.message())
                .as(result.log())
                .contains("\"outcome\":\"failed\"", "\"code\":\"" + code + "\"", detail);
        assertThat(result.exitCode()).isEqualTo(exitCode);
    }
}
