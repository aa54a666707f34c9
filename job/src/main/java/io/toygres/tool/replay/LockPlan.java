package io.toygres.tool.replay;

import io.toygres.tool.archive.ArchiveEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which entries would get into each other's way: what they lock, so that no two run side by side that could wait for each other.
 *
 * <p>An index is built under a lock on its own table that others of the kind may share; a primary key, or an index that is also marked
 * on its table ({@code CLUSTER ON}, {@code REPLICA IDENTITY}), has the table to itself; a foreign key, a trigger or an attached partition
 * may lock all tables of a partition tree, one after the other.
 */
final class LockPlan {

    private static final Set<String> OF_ONE_TABLE = Set.of("CONSTRAINT", "CHECK CONSTRAINT", "DEFAULT", "STATISTICS");
    private static final Set<String> LOCKING_NOTHING =
            Set.of("COMMENT", "FUNCTION", "PROCEDURE", "VIEW", "MATERIALIZED VIEW", "SECURITY LABEL");
    private static final Set<String> TABLES = Set.of("TABLE", "MATERIALIZED VIEW", "FOREIGN TABLE");

    private final Map<Integer, Integer> parents = new HashMap<>();
    private final Set<Integer> tables = new HashSet<>();

    /**
     * What an entry locks.
     *
     * @param sharedTables by entry id; likewise the others
     * @param ownTables tables that it has to itself
     * @param sharedTrees partition trees; each is the id of one of its tables
     * @param ownTrees trees that it has to itself
     */
    record Locks(Set<Integer> sharedTables, Set<Integer> ownTables, Set<Integer> sharedTrees, Set<Integer> ownTrees) {

        private static final Locks NONE = new Locks(Set.of(), Set.of(), Set.of(), Set.of());

        boolean conflictsWith(Locks other) {
            return meet(ownTables, other.ownTables)
                    || meet(ownTables, other.sharedTables)
                    || meet(sharedTables, other.ownTables)
                    || meet(ownTrees, other.ownTrees)
                    || meet(ownTrees, other.sharedTrees)
                    || meet(sharedTrees, other.ownTrees);
        }

        private static boolean meet(Set<Integer> some, Set<Integer> others) {
            return some.stream().anyMatch(others::contains);
        }
    }

    /** @param entries of the whole archive: partitions are attached before the data */
    LockPlan(Collection<ArchiveEntry> entries) {
        entries.stream().filter(entry -> TABLES.contains(entry.type())).forEach(entry -> tables.add(entry.id()));
        for (ArchiveEntry entry : entries) {
            if (entry.is("TABLE ATTACH") || entry.is("TABLE")) {
                joinAll(entry);
            }
        }
    }

    private void joinAll(ArchiveEntry entry) {
        List<Integer> joined = tablesOf(entry).stream().toList();
        joined.forEach(table -> join(table, joined.getFirst()));
    }

    private Set<Integer> tablesOf(ArchiveEntry entry) {
        Set<Integer> found = new HashSet<>(entry.dependencies());
        found.add(entry.id());
        found.retainAll(tables);
        return found;
    }

    private void join(int one, int other) {
        int a = tree(one);
        int b = tree(other);
        if (a != b) {
            parents.put(a, b);
        }
    }

    private int tree(int table) {
        int top = table;
        while (parents.containsKey(top)) {
            top = parents.get(top);
        }
        return top;
    }

    Locks of(ArchiveEntry entry) {
        if (LOCKING_NOTHING.contains(entry.type())) {
            return Locks.NONE;
        }
        Set<Integer> locked = tablesOf(entry);
        Set<Integer> trees = new HashSet<>();
        locked.forEach(table -> trees.add(tree(table)));
        if (entry.is("INDEX") && !entry.definition().contains("ALTER TABLE")) {
            return new Locks(locked, Set.of(), trees, Set.of());
        }
        if (entry.is("INDEX") || OF_ONE_TABLE.contains(entry.type())) {
            return new Locks(Set.of(), locked, trees, Set.of());
        }
        return new Locks(Set.of(), Set.of(), Set.of(), trees);
    }
}
