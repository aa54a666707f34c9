package io.toygres.tool.restore;

import io.toygres.tool.archive.ArchiveReader;
import io.toygres.tool.wire.RawSession;
import java.io.IOException;
import java.util.HexFormat;

/** Writes the content of large objects that are there already, empty. */
final class LargeObjectWriter implements ArchiveReader.LargeObjectSink {

    private final RawSession session;
    private long oid;
    private long written;

    LargeObjectWriter(RawSession session) {
        this.session = session;
    }

    @Override
    public void begin(long next) {
        oid = next;
        written = 0;
    }

    @Override
    public void data(byte[] bytes, int length) throws IOException {
        String hex = HexFormat.of().formatHex(bytes, 0, length);
        // Two backslashes or one: standard_conforming_strings is the archive's.
        session.execute(
                "SELECT pg_catalog.lo_put(%d, %d, pg_catalog.decode('%s', 'hex'))".formatted(oid, written, hex));
        written += length;
    }

    @Override
    public void end() {}
}
