package io.toygres.local.job;

import io.toygres.local.process.Pause;
import io.toygres.local.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A pod that is running a command of the Jobs' program. */
public final class JobRun {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Process process;
    private final Path log;
    private final Path message;

    JobRun(Process process, Path log, Path message) {
        this.process = process;
        this.log = log;
        this.message = message;
    }

    /** Waits for its end. */
    public JobResult await() {
        try {
            if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                throw new IllegalStateException("The program did not end:\n" + read(log));
            }
            return new JobResult(process.exitValue(), read(message), read(log));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a Job's program", e);
        }
    }

    /** Waits until its log has this text. */
    public JobRun awaitLog(String text) {
        return awaitLog(Pattern.compile(text, Pattern.LITERAL));
    }

    /** Waits until something in its log is like this. */
    public JobRun awaitLog(Pattern text) {
        Instant deadline = Instant.now().plus(LONGEST);
        while (!text.matcher(read(log)).find()) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("The program did not come to \"" + text + "\":\n" + read(log));
            }
            Pause.of(Duration.ofMillis(20));
        }
        return this;
    }

    /** SIGKILL, as when the node goes away: nothing in the pod survives. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM to the program, as when the pod is deleted. */
    public void terminate() {
        String program = Program.run("pgrep", "-P", deepestOfTheSandbox());
        Program.run("kill", "-TERM", program.strip());
    }

    /** bubblewrap watches over a process that is the pod's init; the program is that one's only child. */
    private String deepestOfTheSandbox() {
        return process.children()
                .findFirst()
                .map(init -> String.valueOf(init.pid()))
                .orElseThrow(() -> new IllegalStateException("The pod has ended"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
