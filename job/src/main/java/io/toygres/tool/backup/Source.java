package io.toygres.tool.backup;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.job.BackupSpec;
import io.toygres.tool.postgres.Address;
import io.toygres.tool.postgres.PinnedSettings;
import io.toygres.tool.postgres.PostgresServer;
import io.toygres.tool.postgres.Session;
import io.toygres.tool.postgres.Trouble;
import io.toygres.tool.process.Child;
import io.toygres.tool.process.Program;
import io.toygres.tool.report.JobContext;
import io.toygres.tool.report.JobFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The server that is backed up: what it is, what databases it has, and the programs that read it. */
final class Source implements AutoCloseable {

    private static final Pattern MAJOR = Pattern.compile("\\) (\\d+)");

    private static final String ABOUT = """
            SELECT current_setting('server_version'), current_setting('server_version_num')::int / 10000,
              current_setting('shared_preload_libraries'),
              current_setting('max_connections')::int
                - (SELECT count(*)::int FROM pg_catalog.pg_stat_activity WHERE backend_type = 'client backend')
            """;

    /** With the user's own templates. Names as bytes: a name need not be in the encoding of the database that lists it. */
    private static final String DATABASES = """
            SELECT pg_catalog.textsend(d.datname::text), pg_catalog.textsend(pg_catalog.pg_get_userbyid(d.datdba)::text),
              pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
              CASE WHEN d.datconnlimit <> -2 THEN pg_catalog.pg_database_size(d.oid) ELSE 0 END AS size,
              d.datallowconn, d.datconnlimit = -2, d.datistemplate
            FROM pg_catalog.pg_database d WHERE NOT (d.datistemplate AND d.datname IN ('template0', 'template1')) ORDER BY size DESC, d.datname COLLATE "C"
            """;

    private static final String TABLESPACES = """
            SELECT pg_catalog.textsend(spcname::text) FROM pg_catalog.pg_tablespace
            WHERE spcname NOT IN ('pg_default', 'pg_global') ORDER BY spcname LIMIT 20
            """;

    /** @param room connections that the server would still take, those reserved for superusers included */
    private record About(String version, int major, List<String> preloadLibraries, int room) {}

    private final JobContext context;
    private final BackupSpec spec;
    private final PostgresServer server;
    private final PinnedSettings settings;
    private final Map<String, String> variables;
    private @Nullable String adminDatabase;
    private @Nullable About about;
    private String clientVersion = "";
    private List<String> tablespaces = List.of();

    Source(JobContext context, BackupSpec spec) {
        this.context = context;
        this.spec = spec;
        this.server = new PostgresServer(
                new Address(
                        spec.source().host(),
                        spec.source().port(),
                        spec.source().user(),
                        context.serverAuthorities()),
                Optional.of(context.password()),
                Duration.ofSeconds(spec.sourcePatienceSeconds()),
                "toygres-backup",
                context.log());
        this.settings = PinnedSettings.of(spec.postgresVersion().major());
        this.variables = server.clientVariables(settings, context.files().work());
    }

    /** Looks at the server; to be called first. @throws JobFailure when it is not of the version that it is taken for */
    List<ListedDatabase> list() {
        try (Session admin = connectForList()) {
            About found = admin.row(
                    ABOUT, row -> new About(row.getString(1), row.getInt(2), names(row.getString(3)), row.getInt(4)));
            about = found;
            checkVersions(found);
            tablespaces = admin.rows(TABLESPACES, row -> Session.readableBytes(row.getBytes(1)));
            return admin.rows(
                    DATABASES,
                    row -> new ListedDatabase(
                            Session.readableBytes(row.getBytes(1)),
                            Session.readableBytes(row.getBytes(2)),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getLong(6),
                            row.getBoolean(7),
                            row.getBoolean(8),
                            row.getBoolean(9)));
        } catch (SQLException e) {
            throw SourceTrouble.of(e).asFailure();
        }
    }

    /** As of a database with ALLOW_CONNECTIONS false, or one that a DROP DATABASE was broken off in (object_not_in_prerequisite_state). */
    private static final String TAKES_NO_CONNECTIONS = "55000";

    /** A database to ask about the server: one that is not in the way of a CREATE DATABASE, if there is one. */
    private Session connectForList() throws SQLException {
        PinnedSettings any = ours(PinnedSettings.ofAnyVersion());
        List<String> candidates = new ArrayList<>(List.of("postgres", "template1"));
        candidates.addAll(spec.databases());
        for (String candidate : candidates) {
            try {
                Session session = server.connect(candidate, any);
                adminDatabase = candidate;
                return session;
            } catch (SQLException e) {
                if (Trouble.of(e) != Trouble.NO_SUCH_DATABASE && !TAKES_NO_CONNECTIONS.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
        throw JobFailure.terminal(
                ErrorCode.DATABASE_NOT_FOUND,
                "The server has none of the databases that its others could be listed from: "
                        + String.join(", ", candidates) + ". Create \"postgres\", or name databases.");
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(name -> name.strip().replace("\"", ""))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private void checkVersions(About found) {
        String client = programVersion();
        clientVersion = client;
        Matcher matcher = MAJOR.matcher(client);
        int clientMajor = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        int expected = spec.postgresVersion().major();
        if (found.major() != expected || clientMajor != expected) {
            throw JobFailure.terminal(
                    ErrorCode.SOURCE_VERSION_MISMATCH,
                    "The image is to be of PostgreSQL %d, but the server is %d and pg_dump is %d."
                            .formatted(expected, found.major(), clientMajor));
        }
        context.log().say("server " + found.version() + ", " + client);
    }

    private String programVersion() {
        Child program = context.children().start(context.programs().find("pg_dump", List.of("--version"), Map.of()));
        try {
            return new String(program.stdout().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code pg_dump --version} says. */
    String clientVersion() {
        return clientVersion;
    }

    /** In full. */
    String version() {
        return about().version();
    }

    List<String> preloadLibraries() {
        return about().preloadLibraries();
    }

    /** Those of its own, at most 20. No image has them. */
    List<String> tablespaces() {
        return tablespaces;
    }

    /** What of its connections the backup may take. */
    ConnectionBudget connections() {
        return new ConnectionBudget(about().room(), Runtime.getRuntime().availableProcessors());
    }

    private About about() {
        if (about == null) {
            throw new IllegalStateException("the source has not been looked at");
        }
        return about;
    }

    /** A session in a database, as soon as the server takes it. */
    Session connect(String database) {
        try {
            return server.connect(database, ours(settings));
        } catch (SQLException e) {
            throw SourceTrouble.of(e);
        }
    }

    /** Nothing that a database defines stands for what we mean. */
    private static PinnedSettings ours(PinnedSettings settings) {
        return settings.with("search_path", "pg_catalog");
    }

    /** The database that the others were listed from. */
    String admin() {
        return adminDatabase == null ? "postgres" : adminDatabase;
    }

    void release(Session session) {
        server.release(session);
    }

    /** pg_dump of a database, to its stdout. */
    Program dump(String database, List<String> arguments) {
        return context.programs()
                .find("pg_dump", arguments, variables)
                .with("--no-tablespaces", "-d", PostgresServer.databaseOption(database));
    }

    /** SQL for roles, memberships, passwords and their settings, to its stdout. */
    Program dumpGlobals() {
        return context.programs()
                .find(
                        "pg_dumpall",
                        List.of("--globals-only", "--no-tablespaces", "-l", PostgresServer.databaseOption(admin())),
                        variables);
    }

    /**
     * pg_basebackup, as tar to its stdout, with {@code backup_manifest} as the last of its files. Each file has a CRC-32C there, which the
     * processor computes; that nobody changes what is stored is for the SHA-256 of the whole to say.
     */
    Program baseBackup() {
        return context.programs()
                .find(
                        "pg_basebackup",
                        List.of(
                                "--pgdata=-",
                                "--format=tar",
                                "--wal-method=fetch",
                                "--checkpoint=fast",
                                "--label=toygres",
                                "--no-password"),
                        variables)
                .with("-d", PostgresServer.databaseOption("replication"));
    }

    /** Ends every session. */
    @Override
    public void close() {
        server.close();
    }
}
