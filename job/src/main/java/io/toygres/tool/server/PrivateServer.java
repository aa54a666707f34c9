package io.toygres.tool.server;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.PostgresVersion;
import io.toygres.tool.process.Child;
import io.toygres.tool.report.JobContext;
import io.toygres.tool.report.JobFailure;
import io.toygres.tool.wire.RawSession;
import io.toygres.tool.wire.SqlFailureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server of our own on a data directory of our own. */
public final class PrivateServer {

    private static final Duration START = Duration.ofMinutes(2);
    /** The Job's own deadline comes before. */
    private static final Duration LONGEST_RECOVERY = Duration.ofDays(30);

    private static final Duration PAUSE = Duration.ofMillis(20);
    /** The server logs each login that it refuses. */
    private static final Duration PAUSE_OF_RECOVERY = Duration.ofMillis(500);
    /** cannot_connect_now: https://www.postgresql.org/docs/current/errcodes-appendix.html. */
    private static final String STARTING = "57P03";

    private static final String EXPIRED =
            "SELECT FROM pg_catalog.pg_authid WHERE rolname = 'postgres' AND rolvaliduntil <= pg_catalog.now()";
    private static final String LONGEST_SHUTDOWN_SECONDS = "86400";

    private final JobContext context;
    private final Path data;
    private final Path config;
    private final Path work;
    private final Sessions sessions;
    private final PostgresVersion version;
    private volatile @Nullable Child server;

    /** @param config the instance's {@code postgresql.conf} */
    public PrivateServer(JobContext context, PostgresVersion version, Path data, Path config) {
        this.context = context;
        this.version = version;
        this.data = data;
        this.config = config;
        this.work = context.workFolder("server");
        this.sessions = new Sessions(work, version);
    }

    public Sessions sessions() {
        return sessions;
    }

    public Path data() {
        return data;
    }

    /** Every database of an image is made from template0, so the cluster's own encoding and locale bind none of them. */
    public void create() {
        run(
                "initdb",
                List.of(
                        "--pgdata=" + data,
                        "--username=postgres",
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C.UTF-8",
                        "--data-checksums",
                        "--no-sync"));
    }

    /** Starts it and waits until it takes sessions. */
    public void start(long tables, int workers) {
        start(new ServerSettings(version, data, work, tables, workers), "template1", START, PAUSE);
    }

    /**
     * Starts it on a copy of another server's files and waits until it has made them consistent, however long that takes.
     *
     * @param database one of those that the files hold
     */
    public void recover(String database) {
        start(ServerSettings.ofRecovery(version, data, work), database, LONGEST_RECOVERY, PAUSE_OF_RECOVERY);
    }

    private void start(ServerSettings settings, String database, Duration longest, Duration pause) {
        List<String> arguments = new ArrayList<>(List.of("-D", data.toString(), "-c", "config_file=" + config));
        arguments.addAll(settings.arguments());
        try {
            Files.writeString(work.resolve("pg_hba.conf"), "local all all trust\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Child started = context.children().start(context.programs().find("postgres", arguments, Map.of()));
        server = started;
        Instant end = Instant.now().plus(longest);
        while (!takesSessions(database)) {
            if (!started.isAlive() || Instant.now().isAfter(end)) {
                throw startFailure(started);
            }
            pause(pause);
        }
    }

    /** @throws JobFailure when it refuses them for another reason than that it is starting */
    private boolean takesSessions(String database) {
        try (RawSession session = sessions.admin(database)) {
            session.execute("SELECT");
            return true;
        } catch (SqlFailureException refused) {
            if (refused.state().equals(STARTING)) {
                return false;
            }
            throw LoadFailures.of(refused, "logging in to the private server", said(), data);
        } catch (IOException _) {
            return false;
        }
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server started", e);
        }
    }

    private JobFailure startFailure(Child started) {
        String said = started.said();
        String line = said.lines()
                .filter(one -> one.contains("FATAL") || one.contains("PANIC"))
                .filter(one -> !one.contains("the database system is"))
                .reduce((_, later) -> later)
                .or(() -> said.lines()
                        .filter(one -> !started.isAlive() && !one.isBlank())
                        .reduce((_, later) -> later))
                .orElse("it took too long");
        return LoadFailures.known(said, "", data)
                .orElseGet(() -> JobFailure.terminal(
                        ErrorCode.LOAD_FAILED, "The private server did not start: " + LoadFailures.cut(line)));
    }

    /** What the processes that it started have read so far, in bytes: it grows while a recovery moves. */
    public long bytesRead() {
        Child running = server;
        return running == null
                ? 0
                : ProcessHandle.of(running.pid()).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(process -> Child.bytesRead(process.pid()))
                        .sum();
    }

    /** The instance's password, which is the image's; one that expired in the source is good again. */
    public void setPassword(String database, String password) {
        try (RawSession session = sessions.admin(database)) {
            boolean expired = !session.query(EXPIRED).isEmpty();
            session.execute("ALTER ROLE postgres LOGIN PASSWORD " + Sessions.literal(password)
                    + (expired ? " VALID UNTIL 'infinity'" : ""));
        } catch (IOException e) {
            throw LoadFailures.of(e, "setting the password", said(), data);
        }
    }

    /** What it has logged. */
    public String said() {
        Child running = server;
        return running == null ? "" : running.said();
    }

    /** Shuts it down in an orderly way: all is in the data directory's files then. */
    public void stop() {
        sessions.closeAll();
        run(
                "pg_ctl",
                List.of(
                        "stop",
                        "--pgdata=" + data,
                        "--mode=fast",
                        "--wait",
                        "--timeout=" + LONGEST_SHUTDOWN_SECONDS,
                        "--silent"));
        Child running = server;
        if (running != null && running.failed()) {
            throw LoadFailures.known(running.said(), "", data)
                    .orElseGet(() -> JobFailure.terminal(
                            ErrorCode.LOAD_FAILED, "The private server did not shut down cleanly."));
        }
        String state = run("pg_controldata", List.of(data.toString()));
        if (state.lines().noneMatch(line -> line.matches("Database cluster state: *shut down"))) {
            throw JobFailure.terminal(ErrorCode.LOAD_FAILED, "The private server did not shut down cleanly.");
        }
    }

    /**
     * Writes the data directory to disk: its whole file system at once, which is the instance's volume. One file after the other
     * ({@code initdb --sync-only}) waits for the disk as often as there are files, 300 for each database.
     */
    public void sync() {
        run("sync", List.of("--file-system", data.toString()));
    }

    /** Ends it at once; nothing of it is wanted any more. */
    public void kill() {
        sessions.closeAll();
        Child running = server;
        if (running != null && running.isAlive()) {
            try {
                var pgCtl = context.programs()
                        .find("pg_ctl", List.of("kill", "QUIT", String.valueOf(running.pid())), Map.of());
                var process = new ProcessBuilder(pgCtl.command()).start();
                process.waitFor();
            } catch (IOException _) {
                running.kill();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                running.kill();
            }
        }
    }

    /** @return what it wrote to stdout */
    private String run(String name, List<String> arguments) {
        Child child = context.children().start(context.programs().find(name, arguments, Map.of()));
        try (var out = child.stdout()) {
            child.stdin().close();
            String written = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (child.failed()) {
                throw LoadFailures.known(child.said(), said(), data)
                        .orElseGet(() -> JobFailure.terminal(
                                ErrorCode.LOAD_FAILED, name + " failed: " + LoadFailures.firstLine(child.said())));
            }
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
