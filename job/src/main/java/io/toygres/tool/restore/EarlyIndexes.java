package io.toygres.tool.restore;

import io.toygres.tool.archive.ArchiveEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Indexes and keys that need nothing but their table's rows are built while other tables' rows are still coming.
 *
 * <p>One that calls functions of the database's own waits for all rows, which such a function may read; so does one on a table of a partition
 * tree, whose rows may come with those of another table.
 */
final class EarlyIndexes {

    private static final Set<String> TYPES = Set.of("INDEX", "CONSTRAINT");
    private static final int LOOK_MILLISECONDS = 100;

    private final Map<String, List<ArchiveEntry>> byTable = new HashMap<>();
    private final LinkedBlockingQueue<String> loaded = new LinkedBlockingQueue<>();
    private final Set<ArchiveEntry> built = new HashSet<>();

    /** Makes an entry. */
    @FunctionalInterface
    interface Maker {
        void make(ArchiveEntry entry) throws IOException;
    }

    /**
     * @param archive all entries
     * @param postData those that come after the rows, in their order
     */
    EarlyIndexes(Collection<ArchiveEntry> archive, List<ArchiveEntry> postData) {
        Map<Integer, ArchiveEntry> tables = new HashMap<>();
        archive.stream().filter(entry -> entry.is("TABLE")).forEach(entry -> tables.put(entry.id(), entry));
        archive.stream().filter(entry -> entry.is("TABLE ATTACH")).forEach(entry -> tables.keySet()
                .removeAll(entry.dependencies()));
        for (ArchiveEntry entry : postData) {
            if (TYPES.contains(entry.type()) && entry.dependencies().size() == 1) {
                ArchiveEntry table = tables.get(entry.dependencies().iterator().next());
                if (table != null && !table.relationKind().equals("p")) {
                    byTable.computeIfAbsent(key(table), _ -> new ArrayList<>()).add(entry);
                }
            }
        }
    }

    private static String key(ArchiveEntry of) {
        return of.schema() + "\0" + of.tag();
    }

    /** Whoever loads rows says that all of a table's are there. Several threads may. */
    void tableIsLoaded(ArchiveEntry rows) {
        loaded.add(key(rows));
    }

    /** Builds until all rows are there. */
    void build(CountDownLatch rowsLeft, Maker maker) throws IOException, InterruptedException {
        while (rowsLeft.getCount() > 0) {
            String table = loaded.poll(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
            for (ArchiveEntry entry :
                    table == null ? List.<ArchiveEntry>of() : byTable.getOrDefault(table, List.of())) {
                if (rowsLeft.getCount() == 0) {
                    return; // The others are built side by side.
                }
                maker.make(entry);
                built.add(entry);
            }
        }
    }

    Set<ArchiveEntry> built() {
        return built;
    }
}
