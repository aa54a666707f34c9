package io.toygres.local.up;

import io.toygres.local.platform.LocalServer;
import io.toygres.local.process.Pause;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server that is started again whenever its process ends, until {@link #close()}. Its pid file is there from its first start on,
 * and names the process that ran last.
 */
final class Supervised<S extends LocalServer> implements AutoCloseable {
    private static final int TRIES_OF_THE_FIRST_START = 3;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** A process that lived this long had started well: its next pause is the shortest again. */
    private static final Duration LONG_LIFE = Duration.ofMinutes(1);

    private final String name;
    private final Supplier<S> launcher;
    private final StateFolder state;
    private @Nullable S server;
    private Instant launched = Instant.MIN;
    private Duration pause = SHORTEST_PAUSE;
    private volatile boolean closing;

    /**
     * Starts nothing yet.
     *
     * @param name of its pid file, and of its log
     * @param launcher starts the process without waiting until it serves
     */
    Supervised(String name, Supplier<S> launcher, StateFolder state) {
        this.name = name;
        this.launcher = launcher;
        this.state = state;
    }

    /**
     * Starts it and waits until it serves. A try that fails is repeated, twice.
     *
     * @throws IllegalStateException with the reason of the last try
     */
    S start() {
        for (int tries = 1; !comesUp(tries == TRIES_OF_THE_FIRST_START); tries++) {
            waitBeforeAnotherTry("did not start");
        }
        S first = current();
        Thread.ofVirtual().name("watch-" + name).start(this::watch);
        return first;
    }

    private void watch() {
        while (true) {
            int exitCode = current().onExit().join();
            if (closing) {
                return;
            }
            waitBeforeAnotherTry("ended with exit code " + exitCode);
            if (comesUp(false)) {
                say(name + " is up again");
            }
        }
    }

    /** One that fails, on a full disk for example, leaves the process that has ended, and so is tried again. */
    private boolean comesUp(boolean lastTry) {
        try {
            launch();
            current().awaitReady();
            writePid();
            return true;
        } catch (UncheckedIOException | IllegalStateException failure) {
            end();
            if (lastTry) {
                throw failure;
            }
            say("%s could not be started: %s".formatted(name, StartFailure.describe(failure)));
            return false;
        }
    }

    private synchronized void launch() {
        if (closing) {
            throw new IllegalStateException("The system is being stopped");
        }
        launched = Instant.now();
        S started = launcher.get();
        server = started;
        writePid();
    }

    /** Not of one that is being closed, whose pid file must go for good. */
    private synchronized void writePid() {
        if (!closing) {
            state.writePid(name, current().pid());
        }
    }

    private synchronized void end() {
        if (server != null) {
            server.close();
        }
    }

    private void waitBeforeAnotherTry(String what) {
        if (launched.plus(LONG_LIFE).isBefore(Instant.now())) {
            pause = SHORTEST_PAUSE;
        }
        say("%s %s, starting it again in %d ms".formatted(name, what, pause.toMillis()));
        Pause.of(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    private void say(String line) {
        if (!closing) {
            Progress.say(line);
        }
    }

    private synchronized S current() {
        if (server == null) {
            throw new IllegalStateException(name + " has not been started");
        }
        return server;
    }

    @Override
    public synchronized void close() {
        closing = true;
        end();
        StateFolder.delete(state.pid(name));
    }
}
