package io.toygres.e2e.process;

import io.toygres.e2e.sut.LocalSystem;
import io.toygres.e2e.sut.SystemUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        if (!killIfAlive(name)) {
            throw new IllegalStateException(name + " is not alive");
        }
    }

    /** As {@link #killNow}; false when it has ended and was not started again yet. */
    public boolean killIfAlive(String name) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid(name)).filter(this::isOfTheSystem);
        process.ifPresent(alive -> {
            alive.destroyForcibly();
            alive.onExit().join();
        });
        return process.isPresent();
    }

    /** False when it has ended and was not started again yet. */
    public boolean isAlive(String name) {
        return ProcessHandle.of(pid(name)).filter(this::isOfTheSystem).isPresent();
    }

    /** Whether that service says that it serves. */
    public boolean isReady(String service) throws InterruptedException {
        try {
            return isAlive(service)
                    && Readiness.isReady(RunningService.of(pid(service)).managementUrl());
        } catch (UncheckedIOException _) {
            // It has ended meanwhile.
            return false;
        }
    }

    /** The number of a process that has ended may be another one's by now. */
    private boolean isOfTheSystem(ProcessHandle process) {
        long supervisor = pid("supervisor");
        return Stream.iterate(Optional.of(process), Optional::isPresent, child -> child.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream)
                .anyMatch(ancestor -> ancestor.pid() == supervisor);
    }

    public long pid(String name) {
        return pidIn(runFolder.resolve(name + SUFFIX));
    }

    /** Asks a process to end, and waits until it has. */
    public void stop(String name) {
        ProcessHandle process = ProcessHandle.of(pid(name)).orElseThrow();
        process.destroy();
        process.onExit().join();
    }

    /** Makes a process stand still, as if it hung, until {@link #thaw}. */
    public void freeze(String name) {
        signal("-STOP", name);
    }

    public void thaw(String name) {
        signal("-CONT", name);
    }

    private void signal(String signal, String name) {
        Outcome outcome = Outcome.of(List.of("kill", signal, Long.toString(pid(name))));
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException(outcome.output());
        }
    }

    private static long pidIn(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }
}
