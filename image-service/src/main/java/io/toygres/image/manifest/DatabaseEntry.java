package io.toygres.image.manifest;

import io.toygres.contract.ImageEvent.DatabaseContents;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One database of an image.
 *
 * @param sizeBytes size on the source's disk
 */
public record DatabaseEntry(String name, long sizeBytes, List<TableEntry> tables) {

    public DatabaseEntry {
        tables = List.copyOf(tables);
    }

    /** @param rows null when the table was too large to be counted */
    public record TableEntry(
            String schema, String name, @Nullable Long rows) {}

    /** What followers of the backup are told of it. */
    public DatabaseContents contents() {
        long rows = tables.stream()
                .map(TableEntry::rows)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        return new DatabaseContents(name, sizeBytes, tables.size(), rows);
    }
}
