package io.toygres.tool.backup;

import static io.toygres.tool.backup.TestSource.database;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.contract.image.Archive;
import io.toygres.contract.image.Archive.Role;
import io.toygres.contract.image.BackupResult;
import io.toygres.contract.image.ImageDatabase.TableContents;
import io.toygres.contract.image.ImageFile;
import io.toygres.local.job.JobResult;
import io.toygres.local.platform.PostgresPrograms;
import io.toygres.local.process.Pause;
import io.toygres.local.process.Program;
import io.toygres.tool.testing.JobBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that make a backup difficult. Each has a database of its own. */
final class BackupCasesIT {

    @SuppressWarnings("NullAway.Init")
    private static TestSource source;

    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @BeforeAll
    static void start(@TempDir Path temporary) {
        folder = temporary;
        source = new TestSource(temporary);
    }

    @AfterAll
    static void stop() {
        source.close();
    }

    @Test
    void aTruncateWhileLocksAreTakenLeavesCountsAndArchiveAlike() throws Exception {
        create("truncated", "CREATE TABLE held (i int)", "CREATE TABLE later AS SELECT generate_series(1, 5000) i");
        JobBed.Run run;
        try (Connection other = source.connect("truncated");
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE held");
            run = source.start(source.spec("truncated"));
            source.awaitTrue("SELECT count(*) > 0 FROM pg_stat_activity"
                    + " WHERE application_name = 'toygres-backup' AND wait_event_type = 'Lock'");
            Thread truncate = Thread.ofVirtual().start(() -> source.sql("truncated", "TRUNCATE later"));
            awaitDoneOrLocked(truncate, "TRUNCATE later");
        }
        BackupResult result = source.result(run.await());

        Long rows = table(result, "truncated", "later").rows();
        assertThat(rows).isEqualTo(rowsInArchive(result, "truncated", "later"));
    }

    /** Until the statement, which that thread runs, has ended or waits for a lock. */
    private static void awaitDoneOrLocked(Thread thread, String statement) {
        String waits = "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query = '"
                + statement + "'";
        while (thread.isAlive() && !"t".equals(source.value(waits))) {
            Pause.of(Duration.ofMillis(50));
        }
    }

    @Test
    void aTableThatIsEmptiedAfterTheLocksKeepsItsRowsAndTheOneWhoWaitsIsTold() throws Exception {
        create("held_up", "CREATE TABLE later AS SELECT generate_series(1, 5000) i");
        JobBed.Run run = source.start(source.spec("held_up"));
        long dump = stopFirst("pg_dump", "held_up");
        Thread truncate = Thread.ofVirtual().start(() -> source.sql("held_up", "TRUNCATE later"));
        run.awaitLog("the backup holds up");
        Program.run("kill", "-CONT", String.valueOf(dump));

        BackupResult result = source.result(run.await());
        truncate.join();

        assertThat(result.warnings()).anyMatch(warning -> warning.text().contains("waited for a table"));
        Long rows = table(result, "held_up", "later").rows();
        assertThat(rows).isEqualTo(rowsInArchive(result, "held_up", "later"));
    }

    @Test
    void whereRowsMayMoveTheWholeTreeIsCounted() throws IOException {
        create(
                "hashed",
                "CREATE TYPE st AS ENUM ('new', 'open', 'won')",
                "CREATE TABLE o (id int, s st) PARTITION BY HASH (s)",
                "CREATE TABLE o0 PARTITION OF o FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE o1 PARTITION OF o FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                "INSERT INTO o SELECT g, (enum_range(NULL::st))[1 + g % 3] FROM generate_series(1, 5000) g",
                "CREATE TABLE plain (id int) PARTITION BY HASH (id)",
                "CREATE TABLE plain0 PARTITION OF plain FOR VALUES WITH (MODULUS 1, REMAINDER 0)");

        BackupResult result = source.result(source.run(source.spec("hashed")));

        assertThat(database(result, "hashed").tables())
                .extracting(TableContents::name, TableContents::rows, TableContents::wholeTree)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("o", 5000L, true),
                        org.assertj.core.groups.Tuple.tuple("plain0", 0L, false));
    }

    @Test
    void settingsOfDatabaseAndRolesAreNotObeyed() {
        create("settings", "CREATE TABLE t AS SELECT generate_series(1, 1000) i");
        source.sql(
                "postgres",
                "ALTER DATABASE settings SET idle_session_timeout = '1ms'",
                "ALTER DATABASE settings SET idle_in_transaction_session_timeout = '1ms'",
                "ALTER DATABASE settings SET default_transaction_read_only = on",
                "ALTER DATABASE settings SET lc_messages = 'C'",
                "ALTER DATABASE settings SET search_path = 'nowhere'",
                "ALTER ROLE ALL IN DATABASE settings SET statement_timeout = '1ms'",
                "ALTER ROLE ALL IN DATABASE settings SET DateStyle = 'German'",
                "ALTER ROLE postgres IN DATABASE settings SET default_transaction_isolation = 'serializable'");

        BackupResult result = source.result(source.run(source.spec("settings")));

        assertThat(table(result, "settings", "t").rows()).isEqualTo(1000);
    }

    @Test
    void aServerWithTwoFreeConnectionsIsBackedUp() throws SQLException {
        create("crowded", "CREATE TABLE t AS SELECT sha512(i::text::bytea) v FROM generate_series(1, 400000) i");
        int most = Integer.parseInt(String.valueOf(source.value("SHOW max_connections")));
        List<Connection> application = new ArrayList<>();
        try {
            int used = Integer.parseInt(String.valueOf(
                    source.value("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")));
            for (int i = used - 1; i < most - 2; i++) {
                application.add(source.connect("postgres"));
            }

            JobResult run = source.run(source.spec("crowded"));

            assertThat(run.exitCode()).as(run.log()).isZero();
            assertThat(database(source.result(run), "crowded").archives())
                    .extracting(Archive::role)
                    .containsExactly(Role.SCHEMA, Role.DATA);
        } finally {
            for (Connection connection : application) {
                connection.close();
            }
        }
    }

    @Test
    void namesInBytesOfNoEncodingAreDumpedAndTold() {
        source.sql(
                "postgres",
                "CREATE DATABASE bytes TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'");
        source.sql(
                "bytes",
                "DO $$ BEGIN EXECUTE format('CREATE TABLE %I AS SELECT 1', convert_from('\\xfc6265'::bytea, 'SQL_ASCII')); END $$");

        BackupResult result = source.result(source.run(source.spec("bytes")));

        assertThat(database(result, "bytes").tables())
                .extracting(TableContents::name, TableContents::rows, TableContents::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "\\xfcbe", null, "its name, or that of a column, has bytes that are in no encoding"));
    }

    @Test
    void manySmallDatabasesShareOneBlob() {
        for (int i = 0; i < 8; i++) {
            create("small" + i, "CREATE TABLE t AS SELECT generate_series(1, 100) i");
        }
        List<String> names = List.of("small0", "small1", "small2", "small3", "small4", "small5", "small6", "small7");

        BackupResult result = source.result(source.run(source.spec(names.toArray(String[]::new))));

        assertThat(result.files()).extracting(ImageFile::path).containsExactly("pack");
        assertThat(result.databases()).hasSize(8).allMatch(one -> one.archives().size() == 1);
    }

    @Test
    void whatTheServerCannotCountIsDumpedAllTheSame() throws IOException {
        create(
                "uncountable",
                "CREATE SCHEMA found_by_nobody",
                "CREATE FUNCTION found_by_nobody.lost() RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper(''x'')'",
                "SET search_path = found_by_nobody, public",
                "CREATE FUNCTION public.calls(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lost() || $1'",
                "CREATE TABLE public.t AS SELECT i::text FROM generate_series(1, 10) i",
                "CREATE INDEX ON public.t (public.calls(i))",
                "CREATE TABLE public.other AS SELECT 1 AS i");

        BackupResult result = source.result(source.run(source.spec("uncountable")));

        TableContents table = table(result, "uncountable", "t");
        assertThat(table.rows()).isNull();
        assertThat(table.reason()).contains("the server cannot count them", "function lost() does not exist");
        assertThat(rowsInArchive(result, "uncountable", "t")).isEqualTo(10);
        assertThat(table(result, "uncountable", "other").rows()).isEqualTo(1);
    }

    @Test
    void aTemplateAndAnInvalidIndexAreNamedThoughLeftOut() {
        create("half_indexed", "CREATE TABLE t AS SELECT 1 AS i", "INSERT INTO t VALUES (1)");
        assertThatThrownBy(() -> source.sql("half_indexed", "CREATE UNIQUE INDEX CONCURRENTLY half ON t (i)"))
                .hasMessageContaining("could not create unique index");
        source.sql("postgres", "CREATE DATABASE pattern IS_TEMPLATE true");

        BackupResult result = source.result(source.run(source.spec()));

        assertThat(result.warnings()).anyMatch(warning -> warning.text().contains("index public.half is invalid"));
        assertThat(result.skipped())
                .anyMatch(
                        one -> one.database().equals("pattern") && one.reason().contains("it is a template"));
        source.sql("postgres", "ALTER DATABASE pattern IS_TEMPLATE false");
    }

    private static void create(String name, String... statements) {
        source.sql("postgres", "CREATE DATABASE " + name);
        source.sql(name, statements);
    }

    private static TableContents table(BackupResult result, String database, String table) {
        return database(result, database).tables().stream()
                .filter(one -> one.name().equals(table))
                .findFirst()
                .orElseThrow();
    }

    /** Waits for a child of this JVM that reads the database, and holds it up. */
    private static long stopFirst(String program, String database) throws InterruptedException {
        while (true) {
            var found = ProcessHandle.current()
                    .descendants()
                    .filter(child -> child.info()
                            .commandLine()
                            .filter(line -> line.contains(program) && line.contains(database))
                            .isPresent())
                    .findFirst();
            if (found.isPresent()) {
                Program.run("kill", "-STOP", String.valueOf(found.get().pid()));
                return found.get().pid();
            }
            Thread.sleep(1);
        }
    }

    /** How many rows of a table the image holds: what pg_restore would copy. */
    private static long rowsInArchive(BackupResult result, String database, String table) throws IOException {
        Archive archive = database(result, database).archives().getLast();
        byte[] blob = source.blobs().get(result.imageId() + "/one/" + archive.file());
        Path packed = Files.createTempFile(folder, "archive", ".zst");
        Files.write(
                packed, Arrays.copyOfRange(blob, (int) archive.offset(), (int) (archive.offset() + archive.length())));
        Program.run("zstd", "-q", "-d", "-f", packed.toString(), "-o", packed + ".dump");
        String sql = Program.run(
                PostgresPrograms.newest().bin().resolve("pg_restore").toString(),
                "-f",
                "-",
                "--data-only",
                "-t",
                table,
                packed + ".dump");
        return sql.lines()
                .dropWhile(line -> !line.startsWith("COPY "))
                .skip(1)
                .takeWhile(line -> !line.equals("\\."))
                .count();
    }
}
