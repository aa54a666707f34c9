package io.toygres.e2e.process;

import io.toygres.e2e.sut.LocalSystem;
import io.toygres.e2e.sut.SystemUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The processes of a local system, by the name of their pid file. */
public final class LocalProcesses {

    private static final String SUFFIX = ".pid";

    private final Path runFolder;

    public LocalProcesses(SystemUnderTest system) {
        this.runFolder = system.local().map(LocalSystem::runFolder).orElseThrow();
    }

    /** Why there are none; empty when there are. */
    public static Optional<String> missing(SystemUnderTest system) {
        return system.local().isPresent()
                ? Optional.empty()
                : Optional.of("the system runs elsewhere: its processes can't be reached from here");
    }

    /** Pids by process name. */
    public Map<String, Long> all() {
        Map<String, Long> pids = new TreeMap<>();
        try (Stream<Path> files = Files.list(runFolder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    pids.put(name.substring(0, name.length() - SUFFIX.length()), pidIn(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + runFolder, e);
        }
        return pids;
    }

    /** Ends a process as the kernel does when memory runs out: it gets no chance to tidy up. */
    public void killNow(String name) {
        ProcessHandle process =
                ProcessHandle.of(pidIn(runFolder.resolve(name + SUFFIX))).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private static long pidIn(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }
}
