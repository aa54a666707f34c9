package io.toygres.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What processes hold of the machine's memory. */
public final class Memory {

    private static final String PROPORTIONAL = "Pss:";

    private Memory() {}

    /**
     * Bytes that each process and its descendants hold, shared pages divided among those who share them: see
     * <a href="https://docs.kernel.org/filesystems/proc.html">smaps_rollup</a>. What is named itself is not counted with its
     * parent, and the sandboxes of pods belong to instances, not to the system.
     */
    public static Map<String, Long> of(Map<String, Long> pids) {
        Map<String, Long> bytes = new TreeMap<>();
        pids.forEach((name, pid) -> bytes.put(name, ofTree(pid, Set.copyOf(pids.values()))));
        return bytes;
    }

    private static long ofTree(long pid, Set<Long> named) {
        return ofProcess(pid)
                + ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::children)
                        .filter(child -> !named.contains(child.pid()) && !isSandbox(child))
                        .mapToLong(child -> ofTree(child.pid(), named))
                        .sum();
    }

    private static boolean isSandbox(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/bwrap");
    }

    private static long ofProcess(long pid) {
        Path file = Path.of("/proc", Long.toString(pid), "smaps_rollup");
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(PROPORTIONAL))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (NoSuchFileException _) {
            return 0; // ended since it was listed
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }
}
