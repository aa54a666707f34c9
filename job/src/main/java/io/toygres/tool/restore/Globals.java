package io.toygres.tool.restore;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.image.Archive;
import io.toygres.tool.archive.RawText;
import io.toygres.tool.postgres.Saying;
import io.toygres.tool.process.Child;
import io.toygres.tool.report.JobContext;
import io.toygres.tool.report.JobFailure;
import io.toygres.tool.server.LoadFailures;
import io.toygres.tool.server.PrivateServer;
import io.toygres.tool.server.Sessions;
import io.toygres.tool.wire.RawSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What belongs to no database: roles, their memberships, passwords and settings. */
final class Globals {

    /** initdb has made that role. */
    private static final String OUR_ROLE = "CREATE ROLE postgres;";

    private static final Pattern VALID_UNTIL = Pattern.compile(" VALID UNTIL '((?:[^']|'')*)'");
    private static final Predicate<String> COMPARABLE = Pattern.compile(
                    "^(--|\\\\|ALTER ROLE postgres WITH |ALTER ROLE ALL |SET |$)")
            .asPredicate()
            .negate();

    private static final String SETTINGS =
            "FROM pg_catalog.pg_db_role_setting WHERE setdatabase = 0 AND setrole IN (0, 10)";

    private final JobContext context;
    private final PrivateServer server;
    private final Path folder;
    private String loaded = "";
    private final List<List<@Nullable String>> detached = new ArrayList<>();

    Globals(JobContext context, PrivateServer server) {
        this.context = context;
        this.server = server;
        this.folder = context.workFolder("globals");
    }

    void load(Archive archive, Stored stored) {
        try (InputStream packed = stored.open();
                Unpacked unpacked = Unpacked.of(context, packed, archive)) {
            loaded = new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
            unpacked.finish();
            Path file = folder.resolve("new.sql");
            Files.writeString(file, withoutOurRole(loaded));
            psql(file);
            detachSettings();
        } catch (IOException e) {
            throw LoadFailures.of(e, "loading roles", server.said(), server.data());
        } finally {
            stored.drop();
        }
        context.log().say("roles are loaded");
    }

    private static String withoutOurRole(String sql) {
        int at = ("\n" + sql).indexOf("\n" + OUR_ROLE + "\n");
        return at < 0 ? sql : sql.substring(0, at) + sql.substring(at + OUR_ROLE.length());
    }

    /** Terse, because an error could quote a verifier. */
    private void psql(Path file) {
        Child psql = context.children()
                .start(context.programs()
                        .find(
                                "psql",
                                List.of(
                                        "-X",
                                        "-q",
                                        "-v",
                                        "ON_ERROR_STOP=1",
                                        "-v",
                                        "VERBOSITY=terse",
                                        "-d",
                                        "template1",
                                        "-o",
                                        "/dev/null",
                                        "-f",
                                        file.toString()),
                                environment()));
        try (var out = psql.stdout()) {
            psql.stdin().close();
            var unused = out.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (psql.failed()) {
            throw failure(psql, "psql");
        }
    }

    private JobFailure failure(Child program, String name) {
        String said = program.said();
        return LoadFailures.known(said, server.said(), server.data())
                .orElseGet(() -> JobFailure.terminal(
                        ErrorCode.LOAD_FAILED, "Loading failed (roles, " + name + "): " + Saying.line(said)));
    }

    private Map<String, String> environment() {
        return Map.of(
                "PGHOST",
                context.files().work().resolve("server").toString(),
                "PGUSER",
                "postgres",
                "PGCLIENTENCODING",
                "UTF8",
                "PGOPTIONS",
                "-c TimeZone=UTC -c DateStyle=ISO -c lc_messages=C -c statement_timeout=0 -c lock_timeout=0"
                        + " -c default_transaction_read_only=off -c role=none -c client_min_messages=warning");
    }

    /**
     * Takes away, until everything is loaded, what the role postgres and all roles have set: whatever it is, it would be in force in our
     * own sessions.
     */
    private void detachSettings() throws IOException {
        try (RawSession session = server.sessions().admin("template1")) {
            session.execute("SET allow_system_table_mods = on");
            detached.addAll(session.query("DELETE " + SETTINGS + " RETURNING setrole, setconfig"));
        }
    }

    /** Gives them back. */
    void attachSettings() {
        try (RawSession session = server.sessions().admin("template1")) {
            session.execute("SET allow_system_table_mods = on");
            for (List<@Nullable String> row : detached) {
                session.execute(
                        "INSERT INTO pg_catalog.pg_db_role_setting (setdatabase, setrole, setconfig) VALUES (0, "
                                + row.get(0) + ", " + RawText.literal(String.valueOf(row.get(1)))
                                + "::text[])");
            }
        } catch (IOException e) {
            throw LoadFailures.of(e, "restoring the settings of roles", server.said(), server.data());
        }
    }

    /** The roles, memberships, passwords and settings are now the image's: a dump of them says the same. */
    void compare() {
        Child dump = context.children()
                .start(context.programs()
                        .find(
                                "pg_dumpall",
                                List.of("--globals-only", "--no-tablespaces", "-l", "template1"),
                                environment()));
        try (var out = dump.stdout()) {
            dump.stdin().close();
            String now = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (dump.failed()) {
                throw failure(dump, "pg_dumpall");
            }
            List<String> expected = comparable(loaded);
            List<String> actual = comparable(now);
            long different = difference(expected, actual) + difference(actual, expected);
            if (different > 0) {
                throw JobFailure.terminal(
                        ErrorCode.CONTENT_MISMATCH,
                        "Roles and their settings differ from the image's in " + different + " lines.");
            }
        } catch (IOException e) {
            throw LoadFailures.of(e, "comparing roles", server.said(), server.data());
        }
    }

    private static long difference(List<String> some, List<String> others) {
        List<String> left = new ArrayList<>(some);
        others.forEach(left::remove);
        return left.size();
    }

    /** Without what differs from dump to dump, without the role whose password is the instance's, and with times as moments. */
    private List<String> comparable(String sql) throws IOException {
        Map<String, String> moments = new LinkedHashMap<>();
        try (RawSession session = server.sessions().admin("template1")) {
            Matcher times = VALID_UNTIL.matcher(sql);
            while (times.find()) {
                String text = times.group(1);
                if (!moments.containsKey(text)) {
                    moments.put(
                            text,
                            Sessions.only(
                                    session,
                                    "SELECT pg_catalog.date_part('epoch', " + "'" + text
                                            + "'::pg_catalog.timestamptz)"));
                }
            }
        }
        Stream<String> lines = VALID_UNTIL
                .matcher(sql)
                .replaceAll(time -> " VALID UNTIL " + moments.get(time.group(1)))
                .lines();
        return lines.filter(COMPARABLE).sorted().toList();
    }
}
