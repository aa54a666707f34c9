package io.toygres.e2e.compare;

import io.toygres.e2e.postgres.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Everything that two servers hold, side by side.
 *
 * @param databases by name; every database that either server has
 */
public record Comparison(Side cluster, NavigableMap<String, Side> databases) {

    /** One database (or the cluster's own facts) on both servers; empty where a server does not have it. */
    public record Side(Optional<Contents> source, Optional<Contents> restored) {
        public boolean same() {
            return source.equals(restored);
        }
    }

    /** Reads both servers at the same time, each database with a connection of its own. */
    public static Comparison of(Server source, Server restored) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Reading left = new Reading(source, threads);
            Reading right = new Reading(restored, threads);
            NavigableMap<String, Side> databases = new TreeMap<>();
            var names = new TreeSet<>(left.databases.keySet());
            names.addAll(right.databases.keySet());
            for (String name : names) {
                databases.put(name, new Side(left.database(name), right.database(name)));
            }
            return new Comparison(
                    new Side(Optional.of(result(left.cluster)), Optional.of(result(right.cluster))), databases);
        }
    }

    public boolean same() {
        return sides().allMatch(Side::same);
    }

    /** One line for each table, object or fact that is not the same on both sides. */
    public List<String> differences() {
        List<String> lines = new ArrayList<>(Differences.of("globals", cluster));
        databases.forEach((name, side) -> lines.addAll(Differences.of(name, side)));
        return lines;
    }

    /** All that the source holds, databases and cluster. */
    public Stream<Contents> ofSource() {
        return sides().flatMap(side -> side.source().stream());
    }

    /** All that the restored server holds, databases and cluster. */
    public Stream<Contents> ofRestored() {
        return sides().flatMap(side -> side.restored().stream());
    }

    private Stream<Side> sides() {
        return Stream.concat(Stream.of(cluster), databases.values().stream());
    }

    /** What one server is being asked, all at once. */
    private static final class Reading {
        private final Future<Contents> cluster;
        private final NavigableMap<String, Future<Contents>> databases = new TreeMap<>();

        Reading(Server server, ExecutorService threads) {
            ContentsReader reader = new ContentsReader(server);
            this.cluster = threads.submit(reader::cluster);
            Callable<List<String>> names = reader::databases;
            for (String name : result(threads.submit(names))) {
                databases.put(name, threads.submit(() -> reader.database(name)));
            }
        }

        Optional<Contents> database(String name) {
            return Optional.ofNullable(databases.get(name)).map(Comparison::result);
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a server could not be read: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        }
    }
}
