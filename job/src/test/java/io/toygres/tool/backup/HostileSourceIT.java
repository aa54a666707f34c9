package io.toygres.tool.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.job.JobPod;
import io.toygres.local.job.JobResult;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source's owner is its superuser: what its functions answer to a backup is anything. The program as it was built, with its heap. */
final class HostileSourceIT {

    /** What a failed Job's log may have at most; the flood has thousands of times as much. */
    private static final int SHORT = 20_000;

    @SuppressWarnings("NullAway.Init")
    private static TestSource source;

    @SuppressWarnings("NullAway.Init")
    private static JobPod pod;

    @BeforeAll
    static void start(@TempDir Path folder) {
        source = new TestSource(folder);
        pod = source.blobs().reachableFrom(JobPod.in(folder.resolve("pod"), source.password()));
    }

    @AfterAll
    static void stop() {
        source.close();
    }

    @Test
    void anAnswerThatIsTooLongToReadIsRefusedForGood() {
        JobResult run = backUp("long_answer", "SELECT pg_catalog.repeat('x', 300000000)");

        assertThat(run.exitCode()).as(run.log()).isEqualTo(42);
        assertThat(run.message()).contains("\"code\":\"DUMP_FAILED\"", "answers without end");
        assertThat(run.log().length()).isLessThan(SHORT);
    }

    @Test
    void warningsWithoutEndEndTheTryAndNothingElse() {
        JobResult run = backUp("endless", "SELECT public.endless()");

        assertThat(run.exitCode()).as(run.log()).isNotIn(0, 42);
        assertThat(run.log().length()).isLessThan(SHORT);
        source.awaitTrue("SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name = 'toygres-backup'");
    }

    @Test
    void aSnapshotThatLooksLikeAnOptionIsNone() {
        JobResult run = backUp("option", "SELECT E'x --file=/toygres/work/pwned\\n\\\\! touch pwned'");

        assertThat(run.exitCode()).as(run.log()).isEqualTo(42);
        assertThat(run.message()).contains("\"code\":\"DUMP_FAILED\"", "snapshot");
    }

    /** Of a database that answers the backup's first question so. Of a built-in function only a body in SQL that is inlined is ever run. */
    private static JobResult backUp(String database, String snapshot) {
        source.sql("postgres", "CREATE DATABASE " + database);
        source.sql(
                database,
                """
                CREATE FUNCTION public.endless() RETURNS text LANGUAGE plpgsql AS $$
                BEGIN
                    LOOP
                        RAISE WARNING '%', pg_catalog.repeat('x', 20000000);
                    END LOOP;
                END
                $$
                """,
                "CREATE OR REPLACE FUNCTION pg_catalog.pg_export_snapshot() RETURNS text LANGUAGE sql AS $$" + snapshot
                        + "$$");
        return pod.startProgram(
                        "backup",
                        "one",
                        source.spec(database).json(),
                        source.blobs().environment())
                .await();
    }
}
