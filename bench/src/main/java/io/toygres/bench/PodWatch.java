package io.toygres.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Looks several times a second at what pods of the local cluster take, and keeps the most. */
final class PodWatch implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Path PROC = Path.of("/proc");
    private static final String SHARE = "Pss:";
    private static final long KIB = 1024;

    private final String prefix;
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
        Set<Long> processes = new HashSet<>();
        Set<Path> scratch = new HashSet<>();
        for (Path process : processes()) {
            Optional<Sandbox> sandbox =
                    Sandbox.of(commandLine(process)).filter(found -> found.pod().startsWith(prefix));
            if (sandbox.isPresent()) {
                scratch.addAll(sandbox.get().scratch());
                long id = Long.parseLong(process.getFileName().toString());
                ProcessHandle.of(id).stream()
                        .flatMap(ProcessHandle::descendants)
                        .forEach(inside -> processes.add(inside.pid()));
            }
        }
        PodUse all = PodUse.NONE;
        for (long process : processes) {
            all = all.plus(new PodUse(memory(PROC.resolve(String.valueOf(process))), 0));
        }
        for (Path folder : scratch) {
            all = all.plus(new PodUse(0, bytes(folder)));
        }
        return all;
    }

    private static List<Path> processes() throws IOException {
        try (Stream<Path> files = Files.list(PROC)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9]+"))
                    .toList();
        }
    }

    private static List<String> commandLine(Path process) throws IOException {
        return read(process, "cmdline")
                .map(line -> List.of(line.split("\0", -1)))
                .orElse(List.of());
    }

    /** Its share of what it has in memory: of a page that two processes have, half a page. */
    private static long memory(Path process) throws IOException {
        return read(process, "smaps_rollup").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(SHARE))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                .sum();
    }

    /** Empty when the process has ended; then a file of it that is still there can't be read either. */
    private static Optional<String> read(Path process, String file) throws IOException {
        try {
            return Optional.of(new String(Files.readAllBytes(process.resolve(file)), UTF_8));
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
