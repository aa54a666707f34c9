package io.toygres.tool.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.image.BackupResult;
import io.toygres.contract.image.ImageDatabase;
import io.toygres.local.job.JobResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers without what every other has. */
final class UnusualServerIT {

    @Test
    void withoutTheUsualDatabasesTheNamedOnesAreBackedUp(@TempDir Path folder) {
        try (TestSource source = new TestSource(folder)) {
            source.sql("postgres", "CREATE DATABASE app");
            source.sql("app", "ALTER DATABASE template1 RENAME TO pattern", "DROP DATABASE postgres WITH (FORCE)");

            JobResult all = source.run(source.spec());
            BackupResult named = source.result(source.run(source.spec("app")));

            assertThat(all.exitCode()).as(all.log()).isEqualTo(42);
            assertThat(all.message()).contains("DATABASE_NOT_FOUND", "Create \\\"postgres\\\", or name databases");
            assertThat(named.databases()).extracting(ImageDatabase::name).containsExactly("app");
        }
    }

    @Test
    void aDatabasePostgresThatTakesNoConnectionsIsSkipped(@TempDir Path folder) {
        try (TestSource source = new TestSource(folder)) {
            source.sql("postgres", "CREATE DATABASE \"sales=2025\"");
            source.sql("template1", "ALTER DATABASE postgres ALLOW_CONNECTIONS false");

            BackupResult result = source.result(source.run(source.spec()));

            assertThat(result.databases())
                    .extracting(ImageDatabase::name)
                    .contains("sales=2025")
                    .doesNotContain("postgres");
        }
    }

    @Test
    void aSuperuserThatWasRenamedAndReplacedIsBackedUp(@TempDir Path folder) {
        try (TestSource source = new TestSource(folder)) {
            source.sql(
                    "postgres",
                    "CREATE ROLE other SUPERUSER",
                    "SET SESSION AUTHORIZATION other",
                    "ALTER ROLE postgres RENAME TO boss",
                    "CREATE ROLE postgres SUPERUSER LOGIN PASSWORD '" + source.password() + "'",
                    "CREATE TABLE t AS SELECT 1 AS i");

            BackupResult result = source.result(source.run(source.spec("postgres")));

            assertThat(TestSource.database(result, "postgres").owner()).isEqualTo("boss");
            assertThat(TestSource.database(result, "postgres").tables()).hasSize(1);
        }
    }

    @Test
    void aPasswordThatHasExpiredIsARefusedLogin(@TempDir Path folder) {
        try (TestSource source = new TestSource(folder)) {
            source.sql("postgres", "ALTER ROLE postgres VALID UNTIL '2020-01-01'");

            JobResult run = source.run(source.spec());

            assertThat(run.exitCode()).as(run.log()).isEqualTo(42);
            assertThat(run.message()).contains("SOURCE_AUTH_FAILED");
        }
    }
}
