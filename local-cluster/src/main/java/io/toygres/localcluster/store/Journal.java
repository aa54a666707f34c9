package io.toygres.localcluster.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The changes on disk, one line each, behind a copy of everything that is made at the start and whenever the changes have become
 * many. A change is in the file before anyone hears of it, so it outlives a kill of this JVM; it is not synced, so that a machine
 * that loses power may come back with an earlier state, which the controllers then work on from.
 *
 * <p>Readable by its owner alone: Secrets are in it.
 */
final class Journal implements AutoCloseable {
    private static final int MANY = 20_000;

    private final Path path;
    /** Not a channel: an interrupt of a thread that writes would close that. */
    private RandomAccessFile file;

    private long end;
    private int changes;

    private Journal(Path path, RandomAccessFile file, long end) {
        this.path = path;
        this.file = file;
        this.end = end;
    }

    /** Replaces what is at the path by these contents, to go on from them. */
    static Journal begin(Path path, JournalContents contents) throws IOException {
        RandomAccessFile file = replace(path, contents);
        return new Journal(path, file, file.length());
    }

    /** @throws IOException the disk is full, for example; then nothing was added */
    void append(Change change) throws IOException {
        byte[] line = JournalEntry.of(change).line();
        if (file.length() > end) {
            // What is left of a line that did not fit on the disk.
            file.setLength(end);
        }
        file.seek(end);
        file.write(line);
        end += line.length;
        changes++;
    }

    boolean isLong() {
        return changes >= MANY;
    }

    /** Begins anew with these contents. */
    void compact(JournalContents contents) throws IOException {
        RandomAccessFile next = replace(path, contents);
        file.close();
        file = next;
        end = next.length();
        changes = 0;
    }

    private static RandomAccessFile replace(Path path, JournalContents contents) throws IOException {
        Path unfinished = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream output =
                new BufferedOutputStream(Files.newOutputStream(unfinished, StandardOpenOption.APPEND))) {
            for (JournalEntry entry : contents.entries()) {
                output.write(entry.line());
            }
        }
        RandomAccessFile file = new RandomAccessFile(unfinished.toFile(), "rw");
        try {
            file.getFD().sync();
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            return file;
        } catch (IOException failure) {
            file.close();
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
