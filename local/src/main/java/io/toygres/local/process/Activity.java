package io.toygres.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Whether a process does something: a thread of it or of its descendants runs, waits for a processor or waits for a disk, or its
 * log has grown. What waits for a processor is at work however little of it a busy machine gives.
 */
final class Activity {
    private static final String RUNNING_OR_RUNNABLE = "R";
    private static final String WAITING_FOR_A_DISK = "D";

    private final ProcessHandle process;
    private final Path log;
    private long logLength;

    Activity(ProcessHandle process, Path log) {
        this.process = process;
        this.log = log;
        this.logLength = logLength();
    }

    /** Since it was last asked, where the log is concerned. */
    boolean isSeen() {
        return logHasGrown()
                || Stream.concat(Stream.of(process), process.descendants()).anyMatch(Activity::hasBusyThread);
    }

    private boolean logHasGrown() {
        long length = logLength();
        boolean grown = length != logLength;
        logLength = length;
        return grown;
    }

    private long logLength() {
        try {
            return Files.size(log);
        } catch (IOException notWritten) {
            return 0;
        }
    }

    private static boolean hasBusyThread(ProcessHandle process) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
            return threads.anyMatch(Activity::isBusy);
        } catch (IOException ended) {
            return false;
        }
    }

    /** The state follows the name of the program, which may hold anything but ends with the last ")": proc_pid_stat(5). */
    private static boolean isBusy(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            String state = stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
            return state.equals(RUNNING_OR_RUNNABLE) || state.equals(WAITING_FOR_A_DISK);
        } catch (IOException ended) {
            return false;
        }
    }
}
