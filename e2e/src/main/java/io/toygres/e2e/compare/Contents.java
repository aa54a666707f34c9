package io.toygres.e2e.compare;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one database holds, or what the server holds beside its databases.
 *
 * @param facts by kind, such as {@code table}, {@code sequence} or {@code membership}: a line {@code object | value} for each
 *     object; the value of a table is {@code <rows> <sum of the rows' hashes>}
 */
public record Contents(NavigableMap<String, NavigableSet<String>> facts) {

    private static final String SEPARATOR = " \\| ";

    /** @param lines of the fingerprint scripts, as {@code kind | object | value} */
    static Contents of(List<String> lines) {
        NavigableMap<String, NavigableSet<String>> facts = new TreeMap<>();
        for (String line : lines) {
            String[] parts = line.split(SEPARATOR, 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("not a line of a fingerprint: " + line);
            }
            facts.computeIfAbsent(parts[0], _ -> new TreeSet<>()).add(parts[1]);
        }
        return new Contents(facts);
    }

    /** The lines of one kind; empty when there is none. */
    public NavigableSet<String> of(String kind) {
        return facts.getOrDefault(kind, new TreeSet<>());
    }

    public int tables() {
        return of("table").size();
    }

    /** Rows of all tables. */
    public long rows() {
        return of("table").stream().mapToLong(Contents::rows).sum();
    }

    /** Everything but tables. */
    public int objects() {
        return facts.values().stream().mapToInt(Collection::size).sum() - tables();
    }

    /** Stands for all of it: twelve hex digits, the same exactly when everything is the same. */
    public String checksum() {
        return Checksum.of(facts.toString());
    }

    private static long rows(String table) {
        String value = table.substring(table.lastIndexOf(" | ") + 3);
        return Long.parseLong(value.substring(0, value.indexOf(' ')));
    }
}
