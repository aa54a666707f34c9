package io.toygres.tool.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What this container may use. */
public final class Container {

    static final long MIB = 1024 * 1024;

    /** Without a limit, version 2 says {@code max} and version 1 a number near 2^63. */
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,18}");

    private static final List<Path> LIMITS =
            List.of(Path.of("/sys/fs/cgroup/memory.max"), Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));

    private Container() {}

    /**
     * Its cgroup's limit (version 2 or 1), or the machine's memory where it has none or cannot see its cgroup.
     *
     * @throws UncheckedIOException when the machine does not tell: a server of a guessed size would be killed later, or be slow
     */
    public static long memoryMib() {
        long machine = machineMib();
        return limit().map(bytes -> Math.min(bytes / MIB, machine)).orElse(machine);
    }

    /** In words, for who has to raise it. */
    public static String memoryInWords() {
        return memoryMib() + " MiB";
    }

    private static Optional<Long> limit() {
        return LIMITS.stream()
                .filter(Files::isReadable)
                .map(file -> read(file).strip())
                .filter(text -> LIMIT.matcher(text).matches())
                .map(Long::valueOf)
                .findFirst();
    }

    private static long machineMib() {
        return read(Path.of("/proc/meminfo"))
                .lines()
                .filter(line -> line.startsWith("MemTotal:"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("/proc/meminfo has no line MemTotal"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
