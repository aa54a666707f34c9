package io.toygres.localcluster.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;

/**
 * What a container prints, one file per start. Each line is kept as {@code <RFC 3339 time> <F|P> <text>}, as container
 * runtimes do; {@code P} marks a last line without its newline.
 */
public final class ContainerLog {
    private static final int LONGEST_LINE = 256 * 1024;

    private final Path file;
    private final Clock clock;
    private boolean complete;
    private long size;

    private ContainerLog(Path file, Clock clock, boolean complete) {
        this.file = file;
        this.clock = clock;
        this.complete = complete;
    }

    /** One that nothing comes to any more. */
    public static ContainerLog ended(Path file) {
        return new ContainerLog(file, Clock.systemUTC(), true);
    }

    /** An empty one. */
    public static ContainerLog begin(Path file, Clock clock) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        return new ContainerLog(file, clock, false);
    }

    public Path file() {
        return file;
    }

    /** Copies until the stream ends. */
    void copy(InputStream output) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        try (OutputStream target = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            for (int read = output.read(buffer); read >= 0; read = output.read(buffer)) {
                ByteArrayOutputStream block = new ByteArrayOutputStream(read + 128);
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n' || line.size() == LONGEST_LINE) {
                        stamp(block, buffer[i] == '\n' ? 'F' : 'P', line);
                    }
                    if (buffer[i] != '\n') {
                        line.write(buffer[i]);
                    }
                }
                append(target, block);
            }
            if (line.size() > 0) {
                ByteArrayOutputStream block = new ByteArrayOutputStream();
                stamp(block, 'P', line);
                append(target, block);
            }
        } finally {
            complete();
        }
    }

    /** Waits until the file has grown beyond the given size. False when it never will again. */
    public synchronized boolean awaitGrowth(long seen, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        long left = patience.toMillis();
        while (size <= seen && !complete && left > 0) {
            wait(left);
            left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        }
        return size > seen || !complete;
    }

    private void stamp(ByteArrayOutputStream block, char tag, ByteArrayOutputStream line) {
        block.writeBytes((clock.instant() + " " + tag + " ").getBytes(StandardCharsets.UTF_8));
        block.writeBytes(line.toByteArray());
        block.write('\n');
        line.reset();
    }

    private void append(OutputStream target, ByteArrayOutputStream block) throws IOException {
        if (block.size() == 0) {
            return;
        }
        block.writeTo(target);
        synchronized (this) {
            size += block.size();
            notifyAll();
        }
    }

    private synchronized void complete() {
        complete = true;
        notifyAll();
    }
}
