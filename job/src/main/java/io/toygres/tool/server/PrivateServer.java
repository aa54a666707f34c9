package io.toygres.tool.server;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.PostgresVersion;
import io.toygres.tool.process.Child;
import io.toygres.tool.report.JobContext;
import io.toygres.tool.report.JobFailure;
import io.toygres.tool.wire.RawSession;
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
        start(tables, workers, START);
    }

    /** Starts it on a copy of another server's files and waits until it has made them consistent, however long that takes. */
    public void recover(int workers) {
        start(0, workers, LONGEST_RECOVERY);
    }

    private void start(long tables, int workers, Duration longest) {
        ServerSettings settings = new ServerSettings(version, data, work, tables, workers);
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
        while (!takesSessions()) {
            if (!started.isAlive() || Instant.now().isAfter(end)) {
                throw startFailure(started);
            }
            pause();
        }
    }

    private boolean takesSessions() {
        try (RawSession session = sessions.admin("template1")) {
            session.execute("SELECT");
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server started", e);
        }
    }

    private JobFailure startFailure(Child started) {
        String said = started.said();
        String line = said.lines()
                .filter(one -> one.contains("FATAL") || one.contains("PANIC"))
                .findFirst()
                .orElse("it took too long");
        return LoadFailures.known(said, "", data)
                .orElseGet(() -> JobFailure.terminal(
                        ErrorCode.LOAD_FAILED, "The private server did not start: " + LoadFailures.cut(line)));
    }

    /** Of what it has read so far, itself and the processes that it started, in bytes: it grows while a recovery moves. */
    public long bytesRead() {
        Child running = server;
        return running == null
                ? 0
                : ProcessHandle.of(running.pid()).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(process -> Child.bytesRead(process.pid()))
                        .sum();
    }

    /** The instance's password, which is the image's. */
    public void setPassword(String password) {
        try (RawSession session = sessions.admin("template1")) {
            session.execute("ALTER ROLE postgres PASSWORD " + Sessions.literal(password));
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
