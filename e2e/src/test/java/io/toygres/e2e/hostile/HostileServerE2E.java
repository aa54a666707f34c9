package io.toygres.e2e.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.Accepted;
import io.toygres.e2e.api.Image;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.NewImage;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.Operation;
import io.toygres.e2e.api.Password;
import io.toygres.e2e.api.SpecialPassword;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.Toygres;
import io.toygres.e2e.postgres.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A backup of a server whose owner is hostile does what was asked, and nothing that the server's answers ask for. */
@NeedsSystem
final class HostileServerE2E {

    /** Run by a shell or by psql, it leaves a file that the restored instance shows; at most 63 bytes with what is around it. */
    private static final String ATTACK = "cd /pgdata/*/ && touch pwned";

    private static final List<String> DATABASES = List.of("--help", "it's \"a\" \\db $(" + ATTACK + ")");

    private static final List<String> NAMES = List.of(
            "--file=/etc/passwd",
            "it's",
            "\"quoted\"",
            "back\\slash\\",
            "line\nfeed\r\ttab",
            "\n\\! " + ATTACK + "\n",
            "$(" + ATTACK + ")",
            "`" + ATTACK + "`",
            "'; " + ATTACK + "; '",
            "%s%n$$(HOME)${HOME}",
            "*",
            "a.b|c,d=e");

    private static final long LOCKED_SECONDS = 10;

    @Test
    void namesAndAnswersAreDataAndNothingElse(Toygres toygres) throws SQLException {
        Password password = SpecialPassword.random();
        Instance source = toygres.make(NewInstance.empty(Toygres.unique("odd"), password));
        Server server = toygres.server(source, password);
        for (String database : DATABASES) {
            server.execute("postgres", "CREATE DATABASE " + quoted(database));
            fill(server, database);
        }
        server.execute("postgres", Probe.resource("server.sql"));
        NAMES.forEach(name -> execute(server, "postgres", "CREATE ROLE " + quoted(name)));

        Image image = toygres.backUp(source.id());
        Instance copy = toygres.make(NewInstance.restored(Toygres.unique("odd-copy"), image.id()));

        Server restored = toygres.server(copy, password);
        for (String database : DATABASES) {
            assertThat(restored.query(database, CONTENTS)).isEqualTo(server.query(database, CONTENTS));
            assertThat(restored.query(database, CONTENTS)).hasSize(NAMES.size());
        }
        assertThat(restored.query("postgres", "SELECT rolname FROM pg_roles")).containsAll(NAMES);
        for (Server each : List.of(server, restored)) {
            assertThat(each.query("postgres", "SELECT * FROM pg_ls_dir('.') AS file WHERE file = 'pwned'"))
                    .isEmpty();
        }
    }

    @Test
    void aTableThatIsLockedForAWhileIsWaitedFor(Toygres toygres) throws Exception {
        Password password = SpecialPassword.random();
        Instance source = toygres.make(NewInstance.empty(Toygres.unique("locked"), password));
        Server server = toygres.server(source, password);
        server.execute("postgres", "CREATE TABLE held AS SELECT generate_series(1, 10) AS n");

        try (Connection holder = server.connect("postgres");
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE held IN ACCESS EXCLUSIVE MODE");
            Accepted<Image> backup = toygres.begin(new NewImage(Toygres.unique("image"), source.id()));
            TimeUnit.SECONDS.sleep(LOCKED_SECONDS);
            holder.rollback();

            Operation ended = toygres.settle(backup.operationId());
            assertThat(ended.status()).isEqualTo("succeeded");
        }
    }

    private static final String CONTENTS = """
            SELECT table_schema || '/' || table_name || '/' || column_name || '/' || obj_description(format('%I.%I', table_schema, table_name)::regclass)
            FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1
            """;

    private static void fill(Server server, String database) {
        for (String name : NAMES) {
            String table = quoted(name) + "." + quoted(name);
            execute(
                    server,
                    database,
                    "CREATE SCHEMA " + quoted(name) + "; CREATE TABLE " + table + " (" + quoted(name) + " text);"
                            + "INSERT INTO " + table + " VALUES (" + literal(name) + ");"
                            + "COMMENT ON TABLE " + table + " IS " + literal(name));
        }
    }

    private static void execute(Server server, String database, String sql) {
        try {
            server.execute(database, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
