package io.toygres.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Looks several times a second at what pods of the local cluster take, and keeps the most. */
final class PodWatch implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /** After so many a process is taken for no sandbox: it becomes one by exec, soon after its start. */
    private static final int LOOKS_IN_VAIN = 5;

    private static final Path PROC = Path.of("/proc");
    private static final String SHARE = "Pss:";
    private static final long KIB = 1024;

    private final String prefix;
    private final Map<Long, Integer> looksInVain = new HashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final CompletableFuture<PodUse> most = new CompletableFuture<>();

    /** @param prefix of the pods' names */
    PodWatch(String prefix) {
        this.prefix = prefix;
        Thread.ofPlatform().daemon().name("pods").start(this::watch);
    }

    /** Ends it. @return the most of each; {@link PodUse#NONE} when no such pod was seen */
    PodUse most() {
        close();
        return most.join();
    }

    @Override
    public void close() {
        end.countDown();
    }

    private void watch() {
        PodUse soFar = PodUse.NONE;
        try {
            do {
                soFar = soFar.most(look());
            } while (!end.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS));
            most.complete(soFar);
        } catch (IOException | InterruptedException | RuntimeException e) {
            most.completeExceptionally(e);
        }
    }

    private PodUse look() throws IOException {
        Set<Long> inside = new HashSet<>();
        Set<Path> scratch = new HashSet<>();
        for (long process : processes()) {
            Optional<Sandbox> sandbox = sandbox(process);
            if (sandbox.filter(found -> found.pod().startsWith(prefix)).isPresent()) {
                scratch.addAll(sandbox.get().scratch());
                ProcessHandle.of(process).stream()
                        .flatMap(ProcessHandle::descendants)
                        .forEach(child -> inside.add(child.pid()));
            }
        }
        PodUse all = PodUse.NONE;
        for (long process : inside) {
            all = all.plus(new PodUse(memory(process), 0));
        }
        for (Path folder : scratch) {
            all = all.plus(new PodUse(0, bytes(folder)));
        }
        return all;
    }

    /** Empty when it is none, or has not become one yet. */
    private Optional<Sandbox> sandbox(long process) throws IOException {
        if (looksInVain.getOrDefault(process, 0) >= LOOKS_IN_VAIN) {
            return Optional.empty();
        }
        Optional<Sandbox> sandbox = read(process, "cmdline").flatMap(line -> Sandbox.of(List.of(line.split("\0", -1))));
        if (sandbox.isEmpty()) {
            looksInVain.merge(process, 1, Integer::sum);
        }
        return sandbox;
    }

    private static List<Long> processes() throws IOException {
        try (Stream<Path> files = Files.list(PROC)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> Character.isDigit(name.charAt(0)))
                    .map(Long::valueOf)
                    .toList();
        }
    }

    /** Its share of what it has in memory: of a page that two processes have, half a page. */
    private static long memory(long process) throws IOException {
        return read(process, "smaps_rollup").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(SHARE))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                .sum();
    }

    /** Empty when the process has ended; then a file of it that is still there can't be read either. */
    private static Optional<String> read(long process, String file) throws IOException {
        try {
            return Optional.of(new String(Files.readAllBytes(PROC.resolve(process + "/" + file)), UTF_8));
        } catch (AccessDeniedException e) {
            throw e;
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static long bytes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(PodWatch::size).sum();
        } catch (NoSuchFileException _) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                // One that was deleted in between: the next look counts what is left.
                return 0;
            }
            throw e;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
