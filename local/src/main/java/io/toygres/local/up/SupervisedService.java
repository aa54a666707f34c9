package io.toygres.local.up;

import io.toygres.local.process.ChildProcess;
import io.toygres.local.process.Command;
import io.toygres.local.process.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** A service's process, started again whenever it ends, until {@link #close()}. */
final class SupervisedService implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A process that lived this long has no trouble starting: its next pause is the shortest again. */
    private static final Duration LONG_LIFE = Duration.ofMinutes(1);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Command command;
    private final URI readiness;
    private final StateFolder state;
    private volatile ChildProcess process;
    private volatile boolean closing;

    private SupervisedService(Command command, URI readiness, StateFolder state) {
        this.command = command;
        this.readiness = readiness;
        this.state = state;
        this.process = launch();
    }

    /** Starts it and returns at once. */
    static SupervisedService start(Command command, int port, StateFolder state) {
        URI readiness = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        SupervisedService service = new SupervisedService(command, readiness, state);
        Thread.ofVirtual().name("watch-" + command.name()).start(service::watch);
        return service;
    }

    /** Waits for the first start to come to its end; a process that fails it ends the wait. */
    void awaitReady() {
        process.awaitReady(START, this::isReady);
    }

    private ChildProcess launch() {
        ChildProcess started = ChildProcess.start(command);
        try {
            state.writePid(command.name(), started.pid());
            return started;
        } catch (UncheckedIOException failure) {
            started.kill();
            throw failure;
        }
    }

    private void watch() {
        Duration pause = SHORTEST_PAUSE;
        while (true) {
            Instant started = Instant.now();
            int exitCode = process.onExit().join();
            if (closing) {
                return;
            }
            boolean lived = started.plus(LONG_LIFE).isBefore(Instant.now());
            pause = lived ? SHORTEST_PAUSE : pause;
            Progress.say("%s ended with exit code %d, starting it again in %d ms"
                    .formatted(command.name(), exitCode, pause.toMillis()));
            Pause.of(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            restart();
        }
    }

    /** One that fails, on a full disk for example, leaves the process that has ended, and so is tried again. */
    private synchronized void restart() {
        if (closing) {
            return;
        }
        try {
            process = launch();
        } catch (UncheckedIOException | IllegalStateException failure) {
            Progress.say("%s could not be started: %s".formatted(command.name(), StartFailure.describe(failure)));
        }
    }

    private boolean isReady() {
        try {
            HttpRequest request = HttpRequest.newBuilder(readiness)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + command.name(), e);
        }
    }

    @Override
    public synchronized void close() {
        closing = true;
        process.close();
        StateFolder.delete(state.pid(command.name()));
    }
}
