package io.toygres.provisioner.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.job.JobPod;
import io.toygres.local.job.JobResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code toygres-job initialize}, which runs before every start of an instance's server. */
final class InitializeProgramIT {
    private static final String INSTANCE = "00000000-0000-4000-8000-00000000000b";
    private static final String IMAGE = "00000000-0000-4000-8000-00000000000c";
    private static final String PASSWORD = "p:a\\ss'\"$w`ö #rd";

    private JobPod pod;

    @BeforeEach
    void newVolume(@TempDir Path folder) {
        pod = JobPod.in(folder, PASSWORD);
    }

    @Test
    void makesAServerThatTakesTheSecretsPassword() {
        assertThat(init("null", "15").exitCode()).isZero();

        try (TestServer server = TestServer.of(pod, PASSWORD)) {
            assertThat(server.psql(
                            "postgres",
                            "-c",
                            "SELECT rolpassword ~ '^SCRAM' FROM pg_authid WHERE rolname = 'postgres'"))
                    .isEqualTo("t\n");
            assertThat(server.psql("postgres", "-c", "SHOW data_checksums")).isEqualTo("on\n");
        }
    }

    @Test
    void changesNothingLater() throws Exception {
        init("null", "15");
        Path control = pod.volume().resolve("data/global/pg_control");
        byte[] before = Files.readAllBytes(control);

        JobResult again = init("null", "15");

        assertThat(again.exitCode()).as(again.log()).isZero();
        assertThat(Files.readAllBytes(control)).isEqualTo(before);
    }

    /** As fsGroup leaves them on a volume that was made from a snapshot. */
    @Test
    void repairsTheModesThatTheServerWouldRefuse() throws Exception {
        init("null", "15");
        Path data = pod.volume().resolve("data");
        assertThat(new ProcessBuilder("chmod", "2770", data.toString()).start().waitFor())
                .isZero();

        JobResult again = init("null", "15");

        assertThat(again.exitCode()).as(again.log()).isZero();
        assertThat(again.log()).contains("the data directory has mode 2770: it is set to 700");
        assertThat(Files.getAttribute(data, "unix:mode")).isEqualTo(0040700);
        try (TestServer server = TestServer.of(pod, PASSWORD)) {
            assertThat(server.psql("postgres", "-c", "SELECT 1")).isEqualTo("1\n");
        }
    }

    @Test
    void startsOverAfterAnInitdbThatWasKilled() throws Exception {
        Files.createDirectories(pod.volume().resolve("data.new/base"));

        assertThat(init("null", "15").exitCode()).isZero();
    }

    @Test
    void neverMakesAnEmptyServerWhereARestoredOneBelongs() {
        JobResult result = init("\"" + IMAGE + "\"", "15");

        assertThat(result.exitCode()).isEqualTo(42);
        assertThat(result.message()).contains("RESTORE_MISSING");
        assertThat(pod.volume().resolve("data")).doesNotExist();
    }

    @Test
    void takesARestoredDirectoryByItsMarkerOnly() throws Exception {
        init("null", "15");
        assertThat(init("\"" + IMAGE + "\"", "15").message()).contains("RESTORE_MISSING");

        Files.writeString(
                pod.volume().resolve("data/toygres-restore.json"),
                "{\"instance_id\":\"%s\",\"image_id\":\"%s\"}".formatted(INSTANCE, IMAGE));

        assertThat(init("\"" + IMAGE + "\"", "15").exitCode()).isZero();
    }

    @Test
    void refusesDataOfAnotherMajorVersion() throws Exception {
        init("null", "15");
        Files.writeString(pod.volume().resolve("data/PG_VERSION"), "14\n");

        assertThat(init("null", "15").message()).contains("VERSION_MISMATCH");
    }

    @Test
    void aVolumeThatIsTooSmallIsSaidToBeFull() {
        pod = pod.withTmpfs("/pgdata", 10_000_000);

        assertThat(init("null", "15").message()).contains("VOLUME_FULL");
    }

    private JobResult init(String image, String major) {
        String spec = "{\"instance_id\":\"%s\",\"restored_image_id\":%s,\"postgres_version\":\"%s\"}"
                .formatted(INSTANCE, image, major);
        return pod.runProgram("initialize", "init", spec, Map.of());
    }
}
