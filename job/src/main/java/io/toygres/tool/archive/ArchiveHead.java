package io.toygres.tool.archive;

/**
 * How an archive is written.
 *
 * @param version of the format, {@code 1.14} as 114; it came with PostgreSQL 12, 1.15 with 16, 1.16 with 17
 */
record ArchiveHead(int version, int integerBytes, int offsetBytes) {

    private static final int OLDEST = 112;
    private static final int NEWEST = 116;

    ArchiveHead {
        if (version < OLDEST || version > NEWEST) {
            throw new IllegalArgumentException(
                    "unsupported version (%d.%d) in file header".formatted(version / 100, version % 100));
        }
    }

    boolean since(int other) {
        return version >= other;
    }
}
