package io.toygres.tool.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All processes that were started here, so that they can be stopped together. Safe for use by many threads. */
public final class Children {

    private static final Duration GENTLE = Duration.ofSeconds(5);

    private final Set<Child> running = ConcurrentHashMap.newKeySet();
    private boolean stopped;

    /** Starts a program whose stdin and stdout are pipes to here. */
    public Child start(Program program) {
        return start(List.of(program)).getFirst();
    }

    /**
     * Starts programs each of which reads what the one before it writes; the first one's stdin and the last one's stdout lead here.
     *
     * @throws StoppedException once everything has been stopped
     */
    public synchronized List<Child> start(List<Program> programs) {
        if (stopped) {
            throw new StoppedException("starting " + programs.getFirst().name());
        }
        running.removeIf(child -> !child.isAlive());
        List<Process> processes;
        try {
            processes = ProcessBuilder.startPipeline(
                    programs.stream().map(Program::builder).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + programs.getFirst().name(), e);
        }
        List<Child> children = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            Child child = new Child(programs.get(i).name(), processes.get(i));
            running.add(child);
            children.add(child);
        }
        return List.copyOf(children);
    }

    /** Stops all of them, gently at first, and lets none be started any more. */
    public void stopAll() {
        synchronized (this) {
            stopped = true;
        }
        running.forEach(Child::terminate);
        Instant end = Instant.now().plus(GENTLE);
        for (Child child : running) {
            if (!endsBefore(end, child)) {
                child.kill();
            }
        }
    }

    private static boolean endsBefore(Instant end, Child child) {
        try {
            return child.await(Duration.between(Instant.now(), end));
        } catch (StoppedException _) {
            return false;
        }
    }
}
