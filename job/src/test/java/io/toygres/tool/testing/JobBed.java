package io.toygres.tool.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.toygres.local.job.JobResult;
import io.toygres.local.platform.Checkout;
import io.toygres.local.platform.PostgresPrograms;
import io.toygres.local.process.Pause;
import io.toygres.tool.report.JobCommand;
import io.toygres.tool.report.JobFiles;
import io.toygres.tool.report.JobLog;
import io.toygres.tool.report.JobRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** What a command has around it in a pod: a work folder, a Secret, PostgreSQL's programs, zstd and azcopy. */
public final class JobBed {

    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Path folder;

    private JobBed(Path folder) {
        this.folder = folder;
    }

    /** A new one whose Secret holds this password. */
    public static JobBed in(Path folder, String password) {
        try {
            Files.createDirectories(folder.resolve("bin"));
            Files.createSymbolicLink(
                    folder.resolve("bin/azcopy"), Checkout.here().azcopy());
            Files.writeString(folder.resolve("password"), password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new JobBed(folder);
    }

    /** The authority that the server has to have its certificate from. */
    public void trust(Path authority) {
        try {
            Files.copy(authority, folder.resolve("ca.crt"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command that is running. */
    public static final class Run {

        private final JobRunner runner;
        private final ByteArrayOutputStream log;
        private final Path message;
        private final CompletableFuture<Integer> end;

        private Run(JobRunner runner, ByteArrayOutputStream log, Path message) {
            this.runner = runner;
            this.log = log;
            this.message = message;
            this.end = CompletableFuture.supplyAsync(
                    runner::run, task -> Thread.ofPlatform().daemon().start(task));
        }

        public JobResult await() {
            int code = end.orTimeout(LONGEST.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                    .join();
            return new JobResult(code, read(message), log.toString(UTF_8));
        }

        /** Waits until the log has this text. */
        public Run awaitLog(String text) {
            Instant deadline = Instant.now().plus(LONGEST);
            while (!log.toString(UTF_8).contains(text)) {
                if (end.isDone() || Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("It did not come to \"" + text + "\":\n" + log.toString(UTF_8));
                }
                Pause.of(Duration.ofMillis(20));
            }
            return this;
        }

        /** As SIGTERM does. */
        public void stop() {
            runner.stop();
        }
    }

    /**
     * Starts a command.
     *
     * @param environment of the pod, besides PATH and HOME
     */
    public Run start(JobCommand command, String attempt, String spec, Map<String, String> environment) {
        Path run = folder.resolve("run-" + RUNS.incrementAndGet());
        try {
            Files.createDirectories(run.resolve("work"));
            Files.createFile(run.resolve("message"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> all = new HashMap<>(environment);
        all.put("TOYGRES_ATTEMPT", attempt);
        all.put("TOYGRES_SPEC", spec);
        all.put("HOME", run.resolve("work").toString());
        all.put("PATH", PostgresPrograms.newest().bin() + ":" + folder.resolve("bin") + ":/usr/bin");
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        JobFiles files = new JobFiles(
                run.resolve("work"), folder.resolve("password"), folder.resolve("ca.crt"), run.resolve("message"));
        JobRunner runner = new JobRunner(command, all, files, new JobLog(new PrintStream(log, true, UTF_8)));
        return new Run(runner, log, run.resolve("message"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
