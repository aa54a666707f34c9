package io.toygres.localcluster.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.localcluster.store.Json;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A running bubblewrap and what it reports about itself: the pid that namespaces are entered by. */
final class SandboxProcess {
    private static final Logger LOG = System.getLogger(SandboxProcess.class.getName());
    private static final Duration STARTUP = Duration.ofSeconds(20);
    private static final String CHILD = "child-pid";

    private final Process process;
    private final Path status;

    private SandboxProcess(Process process, Path status) {
        this.process = process;
        this.status = status;
    }

    /** Starts a bubblewrap command line that has {@code --json-status-fd 3}; output and errors come out of one pipe. */
    static SandboxProcess start(ProcessSpawner spawner, List<String> command, Path scratch)
            throws IOException, InterruptedException {
        Files.createDirectories(scratch);
        Path status = scratch.resolve("status.json");
        // What an earlier start in this directory has reported would be taken for this one's.
        Files.deleteIfExists(status);
        List<String> shell = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$@\" 3>\"$0\"", status.toString()));
        shell.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(shell)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .directory(Path.of("/").toFile());
        return new SandboxProcess(spawner.start(builder), status);
    }

    Process process() {
        return process;
    }

    /** The first process of the sandbox, as this machine numbers it; waits until bubblewrap has set it up. */
    long pid() throws IOException, InterruptedException {
        long end = System.nanoTime() + STARTUP.toNanos();
        while (System.nanoTime() < end) {
            Optional<JsonNode> child = report(CHILD);
            if (child.isPresent()) {
                return child.get().asLong();
            }
            if (process.waitFor(2, TimeUnit.MILLISECONDS) && report(CHILD).isEmpty()) {
                throw new IOException("the sandbox ended before it was set up, exit code " + process.exitValue());
            }
        }
        throw new IOException("the sandbox was not set up within " + STARTUP);
    }

    /** The exit code of the command inside; absent when bubblewrap itself failed or was killed. */
    Optional<Integer> exitCode() throws IOException {
        return report("exit-code").map(JsonNode::asInt);
    }

    /**
     * All processes of the sandbox end with its first one. That is waited for while bubblewrap makes it: without its parent, a first
     * process that was not let go yet would wait for that for ever, and keep the output open.
     */
    void kill() {
        try {
            long end = System.nanoTime() + STARTUP.toNanos();
            while (process.isAlive() && report(CHILD).isEmpty() && System.nanoTime() < end) {
                // Not a wait that an interrupt ends: whoever is interrupted kills, too.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            if (process.isAlive()) {
                report(CHILD).flatMap(pid -> ProcessHandle.of(pid.asLong())).ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (IOException statusUnreadable) {
            LOG.log(Level.WARNING, "a sandbox does not say which is its first process: " + status, statusUnreadable);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
        // By its handle: the process itself would close the pipe, and what is left in it would be lost.
        process.toHandle().destroyForcibly();
    }

    private Optional<JsonNode> report(String field) throws IOException {
        if (!Files.exists(status)) {
            return Optional.empty();
        }
        for (String line : Files.readString(status, StandardCharsets.UTF_8).split("\n", -1)) {
            if (line.endsWith("}")) {
                JsonNode report = Json.plain().readTree(line);
                if (report.has(field)) {
                    return Optional.of(report.path(field));
                }
            }
        }
        return Optional.empty();
    }
}
