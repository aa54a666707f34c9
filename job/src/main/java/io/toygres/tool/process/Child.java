package io.toygres.tool.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process that was started here. What it says on stderr is kept, within bounds. */
public final class Child {

    private final String name;
    private final Process process;
    private final Stderr stderr;
    private volatile boolean killed;

    Child(String name, Process process) {
        this.name = name;
        this.process = process;
        this.stderr = new Stderr(name, process.getErrorStream());
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public OutputStream stdin() {
        return process.getOutputStream();
    }

    public InputStream stdout() {
        return process.getInputStream();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end. @return its exit code; 128 + n after signal n */
    public int await() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw stopped();
        }
    }

    /** Waits for its end. @return whether it came in that time */
    public boolean await(Duration longest) {
        try {
            return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw stopped();
        }
    }

    private StoppedException stopped() {
        Thread.currentThread().interrupt();
        return new StoppedException("waiting for " + name);
    }

    /** Waits for its end. @return whether that was not a good one */
    public boolean failed() {
        return await() != 0;
    }

    /** What it said on stderr; the middle of very much is left out. */
    public String said() {
        return stderr.text();
    }

    /** Asks it to end. */
    public void terminate() {
        process.destroy();
    }

    /** Ends it at once and waits until it is gone, so that nothing that is closed afterwards looks to it like a regular end. */
    public void kill() {
        killed = true;
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it ended because of {@link #kill}. */
    public boolean wasKilled() {
        return killed;
    }

    /** Bytes that it has read so far, from files and pipes; 0 when that can't be known any more. */
    public long bytesRead() {
        return bytesRead(pid());
    }

    /** The same of any process of this user's. */
    public static long bytesRead(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/io")).stream()
                    .filter(line -> line.startsWith("rchar:"))
                    .mapToLong(line ->
                            Long.parseLong(line.substring("rchar:".length()).strip()))
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0;
        }
    }
}
