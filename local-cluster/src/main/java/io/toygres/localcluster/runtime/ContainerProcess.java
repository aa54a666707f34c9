package io.toygres.localcluster.runtime;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A container that has been started. It has ended when its first process has and everything it printed is in the log. */
public final class ContainerProcess {
    private static final Logger LOG = System.getLogger(ContainerProcess.class.getName());
    private static final int START_ERROR = 128;

    private final ProcessSpawner spawner;
    private final Launch launch;
    private final SandboxProcess sandbox;
    private final ContainerLog log;
    private final CompletableFuture<ContainerExit> exit = new CompletableFuture<>();

    private ContainerProcess(ProcessSpawner spawner, Launch launch, SandboxProcess sandbox, ContainerLog log) {
        this.spawner = spawner;
        this.launch = launch;
        this.sandbox = sandbox;
        this.log = log;
    }

    public static ContainerProcess start(ProcessSpawner spawner, Launch launch, ContainerLog log, Clock clock)
            throws IOException, InterruptedException {
        SandboxProcess sandbox = SandboxProcess.start(spawner, Bubblewrap.command(launch), launch.scratch());
        ContainerProcess container = new ContainerProcess(spawner, launch, sandbox, log);
        // A platform thread: reading a pipe blocks the thread that carries a virtual one.
        Thread.ofPlatform().daemon().name("log-" + launch.hostname()).start(() -> container.follow(clock));
        return container;
    }

    public ContainerLog log() {
        return log;
    }

    public CompletableFuture<ContainerExit> exit() {
        return exit;
    }

    /**
     * Does not wait for what comes of it.
     *
     * @param signal a name as kill(1) takes it: TERM, INT
     */
    public void signal(String signal) throws IOException, InterruptedException {
        if (!exit.isDone()) {
            var unused = spawner.start(new ProcessBuilder("kill", "-" + signal, Long.toString(sandbox.pid())));
        }
    }

    public void kill() {
        sandbox.kill();
    }

    /** A command line that runs a command in the container's namespaces with the container's environment. */
    public List<String> exec(List<String> command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        launch.network().ifPresent(network -> line.addAll(network.enter()));
        line.addAll(List.of("nsenter", "--target", Long.toString(sandbox.pid()), "--user", "--preserve-credentials"));
        line.addAll(
                List.of("--mount", "--pid", "--ipc", "--uts", "/usr/bin/env", "-i", "-C", launch.workingDirectory()));
        launch.environment().forEach((name, value) -> line.add(name + "=" + value));
        line.addAll(command);
        return line;
    }

    private void follow(Clock clock) {
        try {
            log.copy(sandbox.process().getInputStream());
            int code = sandbox.process().waitFor();
            Optional<Integer> inner = sandbox.exitCode();
            Optional<String> failure = inner.isPresent() && code != 1 ? Optional.empty() : startFailure();
            exit.complete(new ContainerExit(
                    failure.isPresent() ? START_ERROR : inner.orElse(code), clock.instant(), failure));
        } catch (IOException lost) {
            LOG.log(Level.WARNING, "the output of a container is lost: " + launch.hostname(), lost);
            sandbox.kill();
            exit.complete(
                    new ContainerExit(START_ERROR, clock.instant(), Optional.of(String.valueOf(lost.getMessage()))));
        } catch (InterruptedException stopped) {
            sandbox.kill();
            exit.complete(new ContainerExit(137, clock.instant(), Optional.empty()));
        }
    }

    /** Bubblewrap says on the container's output why it could not start the command. */
    private Optional<String> startFailure() throws IOException {
        List<String> lines = Files.readAllLines(log.file());
        if (lines.size() != 1) {
            return Optional.empty();
        }
        int text = lines.getFirst().indexOf(" F bwrap: ");
        return text < 0 ? Optional.empty() : Optional.of(lines.getFirst().substring(text + " F bwrap: ".length()));
    }
}
