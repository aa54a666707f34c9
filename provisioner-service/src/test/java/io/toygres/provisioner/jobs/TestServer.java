package io.toygres.provisioner.jobs;

import io.toygres.local.job.JobPod;
import io.toygres.local.platform.Checkout;
import io.toygres.local.platform.PostgresPrograms;
import io.toygres.local.process.ChildProcess;
import io.toygres.local.process.Ports;
import io.toygres.local.process.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server that runs from a pod's volume, on the machine's loopback. */
public record TestServer(ChildProcess process, int port, String password) implements AutoCloseable {
    private static final Path DATA = Checkout.here().root().resolve("e2e/src/main/resources/data");

    public static TestServer of(JobPod pod, String password) {
        int port = Ports.free();
        return new TestServer(pod.serve(port), port, password);
    }

    /**
     * A table whose load does not end where {@link #HOLD_LOAD} is configured: that of the restore's private server, in a test. Or
     * whose index does not, with {@link #HOLD_INDEX}.
     */
    private static final String TABLE_THAT_HOLDS = """
            CREATE FUNCTION pass_unless_held() RETURNS boolean LANGUAGE plpgsql AS
              $$BEGIN PERFORM pg_sleep(current_setting('test.hold_load', true)::integer); RETURN true; END$$;
            CREATE FUNCTION spin_while_held(passed boolean) RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS
              $$BEGIN WHILE current_setting('test.hold_index', true) = 'on' LOOP END LOOP; RETURN passed; END$$;
            CREATE TABLE hold (passed boolean CHECK (pass_unless_held()));
            CREATE INDEX ON hold (spin_while_held(passed));
            INSERT INTO hold VALUES (true)""";

    /** A database that says nothing of its encoding may hold text that is in none. */
    private static final String BYTES_OF_NO_ENCODING = """
            CREATE TABLE texts (content text DEFAULT convert_from('\\xe9', 'SQL_ASCII'));
            INSERT INTO texts VALUES (convert_from('\\xff01fe', 'SQL_ASCII')), (convert_from('\\xc3', 'SQL_ASCII'))""";

    /** Name of the database of what few databases have. */
    static final String RARE = "r\"a'r\\e=\nx";

    private static final Path RARE_OBJECTS =
            Checkout.here().root().resolve("provisioner-service/src/test/resources/jobs/rare.sql");

    /** For {@code postgresql.conf}: a load then lasts longer than any test waits. */
    static final String HOLD_LOAD = "test.hold_load = 3600\n";

    /** For {@code postgresql.conf}: an index is then built for ever, by a processor and nothing else. */
    static final String HOLD_INDEX = "test.hold_index = on\n";

    /** Loads the data set that the demo shows, with a small pgbench table. */
    TestServer filled() {
        psql("postgres", "-q", "-f", DATA.resolve("load.sql").toString());
        Program.run(
                List.of(
                        PostgresPrograms.newest().bin().resolve("pgbench").toString(),
                        "-iq",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(port),
                        "-U",
                        "postgres",
                        "bench"),
                Map.of("PGPASSWORD", password),
                "");
        psql("bench", "-c", TABLE_THAT_HOLDS);
        psql("postgres", "-q", "-c", "CREATE DATABASE \"%s\"".formatted(RARE.replace("\"", "\"\"")));
        psql(RARE, "-q", "-f", RARE_OBJECTS.toString());
        psql("postgres", "-q", "-c", "CREATE DATABASE bytes TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'");
        psql("bytes", "-c", BYTES_OF_NO_ENCODING);
        return this;
    }

    /** What the server holds: the lines of the fingerprint scripts, those of a database behind its name. */
    List<String> fingerprint() {
        List<String> lines = new ArrayList<>(
                psql("postgres", "-f", DATA.resolve("fingerprint-globals.sql").toString())
                        .lines()
                        .toList());
        String databases = psql(
                "postgres",
                "-c",
                "SELECT datname FROM pg_database WHERE NOT datistemplate AND datname NOT LIKE E'%\\n%' ORDER BY 1");
        for (String database : databases.lines().toList()) {
            psql(database, "-f", DATA.resolve("fingerprint.sql").toString())
                    .lines()
                    .map(line -> database + " | " + line)
                    .forEach(lines::add);
        }
        return lines;
    }

    /** All of a database as SQL, without the keys that pg_dump draws anew each time. */
    List<String> dump(String database) {
        List<String> command = new ArrayList<>(
                List.of(PostgresPrograms.newest().bin().resolve("pg_dump").toString(), "-h", "127.0.0.1"));
        command.addAll(List.of("-p", String.valueOf(port), "-U", "postgres", "-d", option(database)));
        return Program.run(command, Map.of("PGPASSWORD", password), "")
                .lines()
                .filter(line -> !line.matches("\\\\(un)?restrict .*"))
                .toList();
    }

    public String psql(String database, String... arguments) {
        return psqlAs("postgres", password, database, arguments);
    }

    String psqlAs(String user, String userPassword, String database, String... arguments) {
        ArrayList<String> command =
                new ArrayList<>(List.of("psql", "-XAt", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1"));
        command.addAll(List.of("-p", String.valueOf(port), "-U", user, "-d", option(database)));
        command.addAll(List.of(arguments));
        return Program.run(command, Map.of("PGPASSWORD", userPassword), "");
    }

    private static String option(String database) {
        return "dbname='%s'".formatted(database.replace("\\", "\\\\").replace("'", "\\'"));
    }

    @Override
    public void close() {
        process.kill();
    }
}
