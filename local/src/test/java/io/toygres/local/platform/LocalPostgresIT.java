package io.toygres.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.local.process.Ports;
import io.toygres.local.process.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LocalPostgresIT {
    private LocalPostgres postgres;

    @BeforeAll
    void start() {
        postgres = LocalPostgres.throwaway();
    }

    @AfterAll
    void stop() {
        postgres.close();
    }

    @Test
    void aRoleWorksInItsOwnSchemaWithoutNamingIt() {
        as("cms", "CREATE TABLE mine (id int)");

        assertThat(postgres.sql("SELECT schemaname FROM pg_tables WHERE tablename = 'mine'"))
                .isEqualTo("cms\n");
    }

    @Test
    void aRoleDoesNotSeeAnothersSchema() {
        as("image", "CREATE TABLE secret (id int)");

        assertThatThrownBy(() -> as("provisioner", "SELECT * FROM image.secret"))
                .hasMessageContaining("permission denied for schema image");
        assertThatThrownBy(() -> as("provisioner", "CREATE TABLE public.x (id int)"))
                .hasMessageContaining("permission denied for schema public");
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> psql(postgres, "cms", "not the password", "SELECT 1"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void dataAndPasswordsOutliveTheServer(@TempDir Path folder) {
        int port = Ports.free();
        String password;
        try (LocalPostgres first = LocalPostgres.start(folder, port)) {
            first.sql("CREATE TABLE kept AS SELECT 42 AS answer");
            password = first.password("cms");
        }
        assertThat(Ports.isFree("127.0.0.1", port)).isTrue();
        try (LocalPostgres second = LocalPostgres.start(folder, port)) {
            assertThat(second.sql("SELECT answer FROM kept")).isEqualTo("42\n");
            assertThat(second.password("cms")).isEqualTo(password);
        }
    }

    @Test
    void aFirstStartThatWasInterruptedIsMadeUpForByTheNext(@TempDir Path folder) {
        int port = Ports.free();
        try (LocalPostgres interrupted = LocalPostgres.start(folder, port)) {
            interrupted.psql("postgres", "ALTER DATABASE toygres RENAME TO toygres_unfinished");
        }
        try (LocalPostgres next = LocalPostgres.start(folder, port)) {
            assertThat(psql(next, "provisioner", next.password("provisioner"), "SELECT current_schema"))
                    .isEqualTo("provisioner\n");
        }
    }

    @Test
    void aServerThatKeepsItsDataRunsFromACopyOfItsPrograms(@TempDir Path folder) {
        try (LocalPostgres server = LocalPostgres.start(folder, Ports.free())) {
            server.sql("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 7; END'");

            assertThat(server.sql("SELECT f()")).isEqualTo("7\n");
            assertThat(server.sql("SELECT setting FROM pg_config() WHERE name IN ('PKGLIBDIR', 'SHAREDIR')")
                            .lines())
                    .hasSize(2)
                    .allMatch(path -> path.startsWith(folder.resolve("programs").toString()));
        }
    }

    private String as(String role, String sql) {
        return psql(postgres, role, postgres.password(role), sql);
    }

    private static String psql(LocalPostgres postgres, String role, String password, String sql) {
        List<String> command = List.of(
                PostgresPrograms.newest().psql(),
                "-XAtq",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(postgres.port()),
                "-U",
                role,
                "-d",
                "toygres");
        return Program.run(command, Map.of("PGPASSWORD", password), sql);
    }
}
