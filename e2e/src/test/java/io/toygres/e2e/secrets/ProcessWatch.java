package io.toygres.e2e.secrets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Looks again and again at the arguments of every process of this machine, in a thread of its own. */
final class ProcessWatch implements AutoCloseable {

    private final Marker marker;
    private final Set<String> leaks = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private final AtomicInteger looks = new AtomicInteger();
    private volatile boolean done;

    ProcessWatch(Marker marker) {
        this.marker = marker;
        this.thread = Thread.ofPlatform().daemon().name("process-watch").start(this::watch);
    }

    int looks() {
        return looks.get();
    }

    /** The programs that had a password among their arguments, without those. */
    Set<String> leaks() {
        return Set.copyOf(leaks);
    }

    private void watch() {
        while (!done) {
            look();
            looks.incrementAndGet();
            try {
                Thread.sleep(20);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void look() {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            processes.forEach(this::look);
        } catch (IOException e) {
            leaks.add("/proc can't be read: " + e);
        }
    }

    private void look(Path process) {
        try {
            String arguments = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            if (marker.isIn(arguments)) {
                leaks.add(arguments.substring(0, Math.max(0, arguments.indexOf('\0'))));
            }
        } catch (IOException _) {
            // The process ended between the listing and the look.
        }
    }

    @Override
    public void close() {
        done = true;
        thread.interrupt();
    }
}
