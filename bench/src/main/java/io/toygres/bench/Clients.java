package io.toygres.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.toygres.e2e.sut.SystemUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that are logged in, each of which sends its next request once the last one is answered. */
final class Clients implements AutoCloseable {

    private final List<Connection> connections = new ArrayList<>();

    /** A request to send; what it answers is checked by itself. */
    @FunctionalInterface
    interface Request {
        void send(Connection connection) throws IOException;
    }

    Clients(SystemUnderTest system, int count) {
        try {
            for (int i = 0; i < count; i++) {
                connections.add(loggedIn(system));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them at once for so long. */
    Times run(Duration time, Request request) {
        long end = System.nanoTime() + time.toNanos();
        List<Callable<List<Long>>> loops = new ArrayList<>();
        for (Connection connection : connections) {
            loops.add(() -> {
                List<Long> nanos = new ArrayList<>();
                for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
                    request.send(connection);
                    nanos.add(System.nanoTime() - begin);
                }
                return nanos;
            });
        }
        long begin = System.nanoTime();
        List<Long> all = all(loops);
        return Times.of(all, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** The first of them alone, once. */
    long nanosOf(Request request) {
        long begin = System.nanoTime();
        try {
            request.send(connections.getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return System.nanoTime() - begin;
    }

    private static List<Long> all(List<Callable<List<Long>>> loops) {
        List<Long> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<Long>> loop : threads.invokeAll(loops)) {
                all.addAll(loop.get());
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a client failed", e);
        }
        return all;
    }

    private static Connection loggedIn(SystemUnderTest system) throws IOException {
        var connection = new Connection(system.url());
        var answer = connection.postForm(
                "/login",
                "username=" + URLEncoder.encode(system.username(), UTF_8) + "&password="
                        + URLEncoder.encode(system.password().value(), UTF_8));
        if (answer.status() != 200) {
            throw new IllegalStateException("the login was refused: " + answer);
        }
        return connection;
    }

    @Override
    public void close() {
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
