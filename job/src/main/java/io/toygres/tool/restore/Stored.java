package io.toygres.tool.restore;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An archive that has arrived before it is needed: in memory, or on the instance's volume once much is waiting. */
final class Stored {

    private final Shelf shelf;
    private byte @Nullable [] memory;
    private final @Nullable Path file;
    private final long length;

    private Stored(Shelf shelf, byte @Nullable [] memory, @Nullable Path file, long length) {
        this.shelf = shelf;
        this.memory = memory;
        this.file = file;
        this.length = length;
    }

    /** Where archives wait. */
    static final class Shelf {

        /** Also the longest that one may be to be kept in memory. */
        private static final long IN_MEMORY = 64L * 1024 * 1024;

        private final Path folder;
        private final AtomicLong held = new AtomicLong();
        private final AtomicInteger files = new AtomicInteger();

        /** @param folder on the instance's volume: what waits there is smaller than what will be loaded from it */
        Shelf(Path folder) {
            this.folder = folder;
        }

        /** Takes all of the stream. */
        Stored store(InputStream in, long length) throws IOException {
            if (held.addAndGet(length) <= IN_MEMORY) {
                return new Stored(this, in.readAllBytes(), null, length);
            }
            held.addAndGet(-length);
            Path file = Files.createDirectories(folder).resolve("archive-" + files.incrementAndGet());
            Files.copy(in, file);
            return new Stored(this, null, file, length);
        }
    }

    InputStream open() throws IOException {
        byte[] bytes = memory;
        if (bytes != null) {
            return new ByteArrayInputStream(bytes);
        }
        return Files.newInputStream(Objects.requireNonNull(file));
    }

    /** It is not needed any more. */
    void drop() {
        if (memory != null) {
            memory = null;
            shelf.held.addAndGet(-length);
        }
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
