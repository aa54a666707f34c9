package io.toygres.tool.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.job.JobPod;
import io.toygres.local.job.JobResult;
import io.toygres.local.job.JobRun;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it was built, in the sandbox of a pod. */
final class BuiltBackupIT {

    @SuppressWarnings("NullAway.Init")
    private static TestSource source;

    @SuppressWarnings("NullAway.Init")
    private static JobPod pod;

    @BeforeAll
    static void start(@TempDir Path folder) {
        source = new TestSource(folder);
        source.sql("toygres", "CREATE TABLE item AS SELECT generate_series(1, 1000) AS i");
        pod = source.blobs().reachableFrom(JobPod.in(folder.resolve("pod"), source.password()));
    }

    @AfterAll
    static void stop() {
        source.close();
    }

    @Test
    void backsUp() {
        JobResult run = run(pod).await();

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(source.result(run).databases()).isNotEmpty();
        assertThat(run.log()).doesNotContain(source.password());
    }

    @Test
    void stagesNothing() {
        JobResult run = run(pod.withTmpfs("/toygres/work", 64_000)).await();

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(source.result(run).databases()).isNotEmpty();
    }

    @Test
    void sigtermEndsItAtOnceAndLeavesNoVerdict() throws SQLException {
        try (Connection other = source.connect("toygres");
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE item");
            JobRun run = run(pod);
            source.awaitTrue("SELECT count(*) > 0 FROM pg_stat_activity"
                    + " WHERE application_name = 'toygres-backup' AND wait_event_type = 'Lock'");

            run.terminate();

            JobResult ended = run.await();
            assertThat(ended.exitCode()).as(ended.log()).isEqualTo(143);
            assertThat(ended.message()).isEmpty();
            assertThat(ended.log()).contains("stopped by SIGTERM");
        }
    }

    private static JobRun run(JobPod where) {
        return where.startProgram(
                "backup", "one", source.spec("toygres").json(), source.blobs().environment());
    }
}
