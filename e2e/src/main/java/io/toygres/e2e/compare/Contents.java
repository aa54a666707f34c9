package io.toygres.e2e.compare;

import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;

/**
 * What one database holds, or (without tables) what the server holds beside its databases.
 *
 * @param facts everything but rows, by aspect such as {@code sequence} or {@code membership}; one line for each object
 */
public record Contents(List<TableContents> tables, NavigableMap<String, NavigableSet<String>> facts) {

    public Contents {
        tables = List.copyOf(tables);
    }

    public long rows() {
        return tables.stream().mapToLong(TableContents::rows).sum();
    }

    public int objects() {
        return facts.values().stream().mapToInt(NavigableSet::size).sum();
    }

    /** Stands for all of it: twelve hex digits, the same exactly when everything is the same. */
    public String checksum() {
        return Checksum.of(tables.toString() + facts);
    }
}
