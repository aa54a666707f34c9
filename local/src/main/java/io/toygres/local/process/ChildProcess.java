package io.toygres.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running program that the kernel kills when this JVM dies, even by SIGKILL. */
public final class ChildProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    /** A minute. */
    private static final int LOOKS_OF_A_STANDSTILL = 120;

    /**
     * The kernel watches the <em>thread</em> that started a process (PR_SET_PDEATHSIG in prctl(2)), not its process: all are
     * started by one thread that lives as long as the JVM.
     */
    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("process-starter").factory());

    private final Command command;
    private final Process process;

    private ChildProcess(Command command, Process process) {
        this.command = command;
        this.process = process;
    }

    public static ChildProcess start(Command command) {
        try {
            Files.createDirectories(command.log().toAbsolutePath().getParent());
            return new ChildProcess(
                    command, STARTER.submit(() -> spawn(command)).get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Could not start " + command.name(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting " + command.name(), e);
        }
    }

    private static Process spawn(Command command) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL"));
        arguments.addAll(command.arguments());
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(java.nio.file.Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.appendTo(command.log().toFile()));
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "USER", "LANG"));
        builder.environment().putAll(command.environment());
        return builder.start();
    }

    public String name() {
        return command.name();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit code. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /**
     * Waits until {@code ready} says true, however slow the machine is.
     *
     * @throws IllegalStateException with the end of the log, when the process exits first or stands still for a minute; then it has
     *     been ended
     */
    public void awaitReady(Check ready) {
        Activity activity = new Activity(process.toHandle(), command.log());
        SignsOfLife life = new SignsOfLife(LOOKS_OF_A_STANDSTILL, activity::isSeen);
        Instant nextLook = Instant.now();
        while (!ready.holds()) {
            if (!isAlive()) {
                throw failed("ended with exit code " + process.exitValue() + " before it was ready");
            }
            if (Instant.now().isAfter(nextLook)) {
                nextLook = Instant.now().plus(BETWEEN_LOOKS);
                if (life.standsStill()) {
                    close();
                    throw failed("stands still and is not ready");
                }
            }
            Pause.of(Duration.ofMillis(50));
        }
    }

    private IllegalStateException failed(String what) {
        return new IllegalStateException("%s %s; its log %s ends with:%n%s"
                .formatted(name(), what, command.log(), LogTail.of(command.log(), 15)));
    }

    /** Asks it to end (SIGTERM) and, after 20 s, makes it (SIGKILL). */
    @Override
    public void close() {
        process.destroy();
        awaitExit(PATIENCE);
    }

    /** Ends it at once (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
        awaitExit(PATIENCE);
    }

    /** Waits for it to end by itself; kills it when {@code patience} is over. */
    public void awaitExit(Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly().onExit().join();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Could not wait for " + name(), e.getCause());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Something that becomes true once a process is ready to serve. */
    @FunctionalInterface
    public interface Check {
        boolean holds();
    }
}
