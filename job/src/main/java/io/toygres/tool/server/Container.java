package io.toygres.tool.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What this container may use. */
public final class Container {

    static final long MIB = 1024 * 1024;

    private static final List<Path> LIMITS =
            List.of(Path.of("/sys/fs/cgroup/memory.max"), Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));

    private Container() {}

    /** Its cgroup's limit (version 2 or 1), or the machine's memory. */
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
                .map(Container::firstLine)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .findFirst();
    }

    private static long machineMib() {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemTotal:"))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(1024L);
        } catch (IOException _) {
            return 1024;
        }
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException _) {
            return "";
        }
    }
}
