package io.toygres.tool.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a custom archive from its first byte to its last, as it comes out of a pipe: {@link #entries}, then one {@link #nextBlock} after
 * the other. The format is that of PostgreSQL's {@code pg_backup_archiver.c} and {@code pg_backup_custom.c}; data must not be
 * compressed inside the archive.
 */
public final class ArchiveReader {

    private static final String MAGIC = "PGDMP";
    private static final int CUSTOM = 1;
    private static final int DATA_BLOCK = 1;
    private static final int LARGE_OBJECTS_BLOCK = 3;

    private final ArchiveInput in;
    private final ArchiveHead head;
    private final List<ArchiveEntry> entries;
    private final byte[] chunk = new byte[64 * 1024];

    /** What a block of data belongs to: the entry of that id. */
    public record Block(int entryId, boolean largeObjects) {}

    /** Takes the bytes of one table or large object in pieces; they are valid during the call only. */
    @FunctionalInterface
    public interface DataSink {
        void accept(byte[] bytes, int length) throws IOException;
    }

    /** Takes large objects one after the other. */
    public interface LargeObjectSink {
        void begin(long oid) throws IOException;

        void data(byte[] bytes, int length) throws IOException;

        void end() throws IOException;
    }

    /** @throws UnreadableArchiveException when it is no archive of a version that is known here */
    public ArchiveReader(InputStream stream) throws IOException {
        this.in = new ArchiveInput(stream);
        this.head = readHead();
        this.entries = readEntries();
    }

    /** The table of contents, in the order in which a restore in one session would take it. */
    public List<ArchiveEntry> entries() {
        return entries;
    }

    private ArchiveHead readHead() throws IOException {
        if (!RawText.of(in.bytes(MAGIC.length())).equals(MAGIC)) {
            throw new UnreadableArchiveException("did not find magic string in file header");
        }
        int version = in.oneByte() * 100 + in.oneByte();
        in.skip(1);
        int integerBytes = in.oneByte();
        int offsetBytes = in.oneByte();
        int format = in.oneByte();
        if (format != CUSTOM || integerBytes < 4 || integerBytes > 7) {
            throw new UnreadableArchiveException("it is no valid archive in custom format");
        }
        in.integersOf(integerBytes);
        try {
            ArchiveHead found = new ArchiveHead(version, integerBytes, offsetBytes);
            readOrigin(found);
            return found;
        } catch (IllegalArgumentException e) {
            throw new UnreadableArchiveException(String.valueOf(e.getMessage()));
        }
    }

    /** How data is compressed, then when and from what the archive was made. */
    private void readOrigin(ArchiveHead found) throws IOException {
        boolean compressed = found.since(115) ? in.oneByte() != 0 : in.integer() != 0;
        for (int field = 0; field < 7; field++) { // the date
            var unused = in.integer();
        }
        for (int field = 0; field < 3; field++) { // database, server version, pg_dump's version
            var unused = in.text();
        }
        this.compressedInside = compressed;
    }

    private boolean compressedInside;

    private List<ArchiveEntry> readEntries() throws IOException {
        int count = in.integer();
        List<ArchiveEntry> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            read.add(readEntry());
        }
        return List.copyOf(read);
    }

    private ArchiveEntry readEntry() throws IOException {
        int id = in.integer();
        var unusedHadDumper = in.integer();
        var unusedCatalog = in.text();
        var unusedOid = in.text();
        String tag = in.text();
        String type = in.text();
        var section = ArchiveEntry.Section.of(in.integer());
        if (section == null) {
            throw new UnreadableArchiveException("an entry of the archive is in no section");
        }
        String definition = in.text();
        String drop = in.text();
        String copy = in.text();
        String schema = in.text();
        var unusedTablespace = in.text();
        String accessMethod = head.since(114) ? in.text() : "";
        String relationKind = head.since(116) ? Character.toString(in.integer()) : "";
        String owner = in.text();
        var unusedWithOids = in.text();
        Set<Integer> dependencies = readDependencies();
        in.skip(1 + head.offsetBytes()); // where its data is, had the file been one to go back in
        return new ArchiveEntry(
                id,
                tag,
                type,
                section,
                definition,
                drop,
                copy,
                schema,
                accessMethod,
                relationKind,
                owner,
                dependencies);
    }

    private Set<Integer> readDependencies() throws IOException {
        Set<Integer> dependencies = new HashSet<>();
        for (int length = in.integer(); length >= 0; length = in.integer()) {
            try {
                dependencies.add(Integer.parseInt(RawText.of(in.bytes(length))));
            } catch (NumberFormatException _) {
                throw new UnreadableArchiveException("a dependency in the archive is no number");
            }
        }
        return dependencies;
    }

    /** The next block of data, whose content has to be taken before the next call; empty at the end of the archive. */
    public Optional<Block> nextBlock() throws IOException {
        int type = in.maybeByte();
        if (type < 0) {
            return Optional.empty();
        }
        if (compressedInside) {
            throw new UnreadableArchiveException("the archive's data is compressed inside it");
        }
        if (type != DATA_BLOCK && type != LARGE_OBJECTS_BLOCK) {
            throw new UnreadableArchiveException(
                    "the archive is corrupt: it has no block of data where one should begin");
        }
        return Optional.of(new Block(in.integer(), type == LARGE_OBJECTS_BLOCK));
    }

    /** Hands out the content of a block of a table's data. */
    public void readData(DataSink sink) throws IOException {
        int filled = 0;
        for (int length = in.integer(); length > 0; length = in.integer()) {
            int left = length;
            while (left > 0) {
                int part = Math.min(left, chunk.length - filled);
                in.read(chunk, filled, part);
                filled += part;
                left -= part;
                if (filled == chunk.length) {
                    sink.accept(chunk, filled);
                    filled = 0;
                }
            }
        }
        if (filled > 0) {
            sink.accept(chunk, filled);
        }
    }

    /** Hands out the content of a block of large objects. */
    public void readLargeObjects(LargeObjectSink sink) throws IOException {
        for (long oid = in.unsigned(); oid != 0; oid = in.unsigned()) {
            sink.begin(oid);
            readData(sink::data);
            sink.end();
        }
    }

    /** Passes over a block that nobody wants. */
    public void skip(Block block) throws IOException {
        if (block.largeObjects()) {
            for (long oid = in.unsigned(); oid != 0; oid = in.unsigned()) {
                readData((bytes, length) -> {});
            }
        } else {
            readData((bytes, length) -> {});
        }
    }
}
