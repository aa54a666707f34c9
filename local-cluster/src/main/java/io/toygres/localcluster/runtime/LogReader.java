package io.toygres.localcluster.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Reads a log from its start, and goes on with what comes if it is to follow. */
public final class LogReader {
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final int BLOCK = 64 * 1024;

    private final ContainerLog log;
    private final LogQuery query;
    private final Sink sink;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private long position;

    /** Where the text goes. Throws when nobody reads any more. */
    @FunctionalInterface
    public interface Sink {
        void write(byte[] text) throws IOException, InterruptedException;
    }

    public LogReader(ContainerLog log, LogQuery query, Sink sink) {
        this.log = log;
        this.query = query;
        this.sink = sink;
    }

    public void run() throws IOException, InterruptedException {
        try (FileChannel file = FileChannel.open(log.file(), StandardOpenOption.READ)) {
            if (query.tail().isPresent()) {
                last(file, query.tail().get());
            } else {
                rest(file);
            }
            while (query.follow()) {
                boolean more = log.awaitGrowth(position, IDLE);
                rest(file);
                if (!more) {
                    return;
                }
            }
        }
    }

    private void last(FileChannel file, int count) throws IOException, InterruptedException {
        Deque<byte[]> lines = new ArrayDeque<>();
        read(file, line -> {
            lines.add(show(line));
            if (lines.size() > count) {
                lines.removeFirst();
            }
        });
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        lines.forEach(text::writeBytes);
        sink.write(text.toByteArray());
    }

    /** What there is by now, in pieces because it may be more than fits in memory; at least one, which tells whether anybody reads. */
    private void rest(FileChannel file) throws IOException, InterruptedException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        read(file, line -> {
            text.writeBytes(show(line));
            if (text.size() >= BLOCK) {
                sink.write(text.toByteArray());
                text.reset();
            }
        });
        sink.write(text.toByteArray());
    }

    private interface Line {
        void accept(byte[] line) throws IOException, InterruptedException;
    }

    private void read(FileChannel file, Line consumer) throws IOException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocate(BLOCK);
        while (file.read(buffer, position) > 0) {
            position += buffer.position();
            buffer.flip();
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next == '\n') {
                    if (wanted(partial.toByteArray())) {
                        consumer.accept(partial.toByteArray());
                    }
                    partial.reset();
                } else {
                    partial.write(next);
                }
            }
            buffer.clear();
        }
    }

    private boolean wanted(byte[] line) {
        return query.since().isEmpty()
                || !Instant.parse(time(line)).isBefore(query.since().get());
    }

    private byte[] show(byte[] line) {
        int text = time(line).length() + 3;
        boolean full = line[text - 2] == 'F';
        ByteArrayOutputStream shown = new ByteArrayOutputStream(line.length + 1);
        if (query.timestamps()) {
            shown.writeBytes((time(line) + " ").getBytes(StandardCharsets.UTF_8));
        }
        shown.write(line, text, line.length - text);
        if (full) {
            shown.write('\n');
        }
        return shown.toByteArray();
    }

    private static String time(byte[] line) {
        int space = 0;
        while (line[space] != ' ') {
            space++;
        }
        return new String(line, 0, space, StandardCharsets.UTF_8);
    }
}
