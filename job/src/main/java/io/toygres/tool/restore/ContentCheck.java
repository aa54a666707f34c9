package io.toygres.tool.restore;

import io.toygres.contract.Comparison;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.image.ImageDatabase.Extension;
import io.toygres.contract.image.ImageDatabase.TableContents;
import io.toygres.tool.archive.ListedName;
import io.toygres.tool.archive.RawText;
import io.toygres.tool.catalog.OwnSearchPath;
import io.toygres.tool.catalog.RowHash;
import io.toygres.tool.report.JobFailure;
import io.toygres.tool.server.Sessions;
import io.toygres.tool.wire.RawSession;
import io.toygres.tool.wire.SqlFailureException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares a loaded database with what the manifest says of it: rows of tables, numbers of objects, versions of extensions, and every row where that is asked for. */
final class ContentCheck {

    /** Larger tables are not read once more: the server has said how many rows it took for them. */
    private static final long COUNTED_AGAIN = 64L * 1024 * 1024;

    private static final String OBJECTS = """
            WITH member AS (SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'),
            space AS (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
            relation AS (SELECT c.oid, c.relkind FROM pg_catalog.pg_class c JOIN space s ON s.oid = c.relnamespace
              WHERE c.relpersistence <> 't' AND (1259, c.oid) NOT IN (SELECT classid::int, objid FROM member))
            SELECT 'tables', count(*) FROM relation WHERE relkind IN ('r', 'p', 'f')
            UNION ALL SELECT 'indexes', count(*) FROM pg_catalog.pg_index i JOIN relation r ON r.oid = i.indrelid
              WHERE i.indisready AND (i.indisvalid OR r.relkind = 'p')
            UNION ALL SELECT 'sequences', count(*) FROM relation WHERE relkind = 'S'
            UNION ALL SELECT 'views', count(*) FROM relation WHERE relkind = 'v'
            UNION ALL SELECT 'materialized_views', count(*) FROM relation WHERE relkind = 'm'
            UNION ALL SELECT 'functions', count(*) FROM pg_catalog.pg_proc p JOIN space s ON s.oid = p.pronamespace
              WHERE (1255, p.oid) NOT IN (SELECT classid::int, objid FROM member)
            UNION ALL SELECT 'triggers', count(*) FROM pg_catalog.pg_trigger t JOIN relation r ON r.oid = t.tgrelid
              WHERE NOT t.tgisinternal
            UNION ALL SELECT 'types', count(*) FROM pg_catalog.pg_type t JOIN space s ON s.oid = t.typnamespace
              WHERE (t.typrelid = 0 OR EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid)
                AND (1247, t.oid) NOT IN (SELECT classid::int, objid FROM member)
            UNION ALL SELECT 'large_objects', count(*) FROM pg_catalog.pg_largeobject_metadata
            """;

    private static final String EXTENSIONS = """
            SELECT e.extname, e.extversion, n.nspname, (SELECT count(*) FROM pg_catalog.pg_depend d
              WHERE d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid = e.oid AND d.deptype = 'e')
            FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
            """;

    private static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, pg_catalog.pg_relation_size(c.oid), c.relkind,
              CASE WHEN c.relispartition THEN pg_catalog.pg_partition_root(c.oid)::pg_catalog.oid END,
            """ + RowHash.ROW_BY_NAME + """

            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
            """;

    private final LoadedDatabase database;
    private final Map<String, Long> taken;
    private final Findings findings;
    private final Comparison comparison;

    /** A table as it is now. */
    private record Found(String oid, String rawSchema, String rawName, long size, boolean plain, String root) {}

    /** @param taken rows that the server took while loading, by the table's oid */
    ContentCheck(LoadedDatabase database, Map<String, Long> taken, Findings findings, Comparison comparison) {
        this.database = database;
        this.taken = taken;
        this.findings = findings;
        this.comparison = comparison;
    }

    /** @throws JobFailure at the first difference; where something was left out, differences are reported instead */
    void run() throws IOException {
        try (RawSession session = database.openListed()) {
            compareExtensions(session);
            compareTables(session);
            compareObjects(session);
        }
        if (comparison == Comparison.CONTENTS) {
            try (RawSession session = database.openPinned()) {
                compareRows(session);
            }
        }
    }

    private void compareExtensions(RawSession session) throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (Extension extension : database.image().extensions()) {
            expected.put(extension.name(), extension.version() + " in " + extension.schema());
        }
        Map<String, String> actual = new TreeMap<>();
        Map<String, Long> members = new HashMap<>();
        for (List<@Nullable String> row : session.query(EXTENSIONS)) {
            actual.put(listed(row, 0), listed(row, 1) + " in " + listed(row, 2));
            members.put(listed(row, 0), Long.valueOf(listed(row, 3)));
        }
        compare("extension ", expected, actual);
        database.image().extensions().forEach(extension -> compareMembers(extension, members.get(extension.name())));
    }

    /** No dump tells of ALTER EXTENSION … ADD and DROP; an update's scripts may also leave other objects than a new extension has. */
    private void compareMembers(Extension extension, @Nullable Long here) {
        Long there = extension.members();
        if (there != null && here != null && !there.equals(here)) {
            findings.warn(
                    database.image().name(),
                    "EXTENSION " + extension.name(),
                    ("it had %d objects, the same version newly made has %d: what ALTER EXTENSION added to it"
                                    + " is not in an image; take it from the extension before a backup")
                            .formatted(there, here));
        }
    }

    private void compareObjects(RawSession session) throws IOException {
        Map<String, String> expected = new TreeMap<>();
        database.image().objectCounts().forEach((kind, count) -> expected.put(kind, count.toString()));
        Map<String, String> actual = new TreeMap<>();
        for (List<@Nullable String> row : session.query(OBJECTS)) {
            actual.put(listed(row, 0), listed(row, 1));
        }
        actual.keySet().retainAll(expected.keySet());
        compare("number of ", expected, actual);
    }

    private void compareTables(RawSession session) throws IOException {
        Map<String, Found> found = new HashMap<>();
        Map<String, Set<String>> trees = new HashMap<>();
        for (List<@Nullable String> row : session.query(TABLES)) {
            Found table = new Found(
                    listed(row, 0),
                    String.valueOf(row.get(1)),
                    String.valueOf(row.get(2)),
                    Long.parseLong(listed(row, 3)),
                    listed(row, 4).equals("r"),
                    row.get(5) == null ? "" : listed(row, 5));
            found.put(listed(row, 1) + "." + listed(row, 2), table);
            trees.computeIfAbsent(table.root(), _ -> new HashSet<>()).add(table.oid());
        }
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> actual = new TreeMap<>();
        Set<String> inTrees = new HashSet<>();
        for (TableContents table : database.image().tables()) {
            String name = table.schema() + "." + table.name();
            Found here = found.get(name);
            Long rows = table.rows();
            expected.put(name, rows == null ? "uncounted" : rows.toString());
            if (here != null) {
                Set<String> leaves = table.wholeTree() ? trees.getOrDefault(here.oid(), Set.of()) : Set.of();
                inTrees.addAll(leaves);
                inTrees.add(here.oid());
                actual.put(name, rows == null ? "uncounted" : String.valueOf(rows(session, here, table, leaves)));
            }
        }
        found.forEach((name, table) -> {
            if (table.plain() && !inTrees.contains(table.oid())) {
                actual.put(name, "a table");
            }
        });
        compare("rows of ", expected, actual);
    }

    /** Those of the tables whose rows the backup has hashed. */
    private void compareRows(RawSession session) throws IOException {
        Map<String, List<@Nullable String>> found = new HashMap<>();
        for (List<@Nullable String> row : session.query(TABLES)) {
            found.put(listed(row, 1) + "." + listed(row, 2), row);
        }
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> actual = new TreeMap<>();
        for (TableContents table : database.image().tables()) {
            String name = table.schema() + "." + table.name();
            String hash = table.contentHash();
            List<@Nullable String> here = found.get(name);
            if (hash != null && here != null) {
                expected.put(name, hash);
                actual.put(name, hash(session, here, RowHash.like(hash, here.get(6)), table.wholeTree()));
            }
        }
        compare("hash of the rows of ", expected, actual);
    }

    private static String hash(RawSession session, List<@Nullable String> table, RowHash hash, boolean wholeTree)
            throws IOException {
        String from = RawText.identifier(String.valueOf(table.get(1))) + "."
                + RawText.identifier(String.valueOf(table.get(2)));
        return hash.listed(
                only(session, "SELECT " + hash.expression() + " FROM " + (wholeTree ? "" : "ONLY ") + from + " t"));
    }

    private long rows(RawSession session, Found table, TableContents listed, Set<String> leaves) throws IOException {
        if (listed.wholeTree()) {
            return isLarge(session, leaves)
                    ? leaves.stream()
                            .mapToLong(leaf -> taken.getOrDefault(leaf, 0L))
                            .sum()
                    : count(session, "", table);
        }
        Long known = taken.get(table.oid());
        // Of a partition, what was taken for it may lie in another one; what was taken is what the dump held of it.
        boolean enough =
                known != null && (table.size() > COUNTED_AGAIN || !table.root().isEmpty());
        return enough && known != null ? known : count(session, "ONLY ", table);
    }

    private static boolean isLarge(RawSession session, Set<String> leaves) throws IOException {
        if (leaves.isEmpty()) {
            return false;
        }
        String sum = Sessions.only(
                session,
                "SELECT coalesce(sum(pg_catalog.pg_relation_size(oid)), 0) FROM pg_catalog.pg_class WHERE oid IN ("
                        + String.join(",", leaves) + ")");
        return Long.parseLong(sum) > COUNTED_AGAIN;
    }

    private static long count(RawSession session, String only, Found table) throws IOException {
        return Long.parseLong(only(
                session,
                "SELECT pg_catalog.count(*) FROM " + only + RawText.identifier(table.rawSchema()) + "."
                        + RawText.identifier(table.rawName())));
    }

    /** What needs the search path of the database's own sessions is asked with that. */
    private static String only(RawSession session, String sql) throws IOException {
        try {
            return Sessions.only(session, sql);
        } catch (SqlFailureException e) {
            if (DataLoad.isFatal(e)) {
                throw e;
            }
        }
        var unused = session.query(OwnSearchPath.USE);
        try {
            return Sessions.only(session, sql);
        } finally {
            if (!session.isClosed()) {
                session.execute("SET search_path TO ''");
            }
        }
    }

    private void compare(String kind, Map<String, String> expected, Map<String, String> actual) {
        Set<String> keys = new HashSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        for (String key : keys.stream().sorted().toList()) {
            String here = actual.getOrDefault(key, "none");
            String there = expected.getOrDefault(key, "none");
            if (!here.equals(there)) {
                differ(kind + key + ": " + there + " in the image, " + here + " restored");
            }
        }
    }

    private void differ(String difference) {
        if (!findings.isTolerant() || !findings.hasLeftOut()) {
            throw JobFailure.terminal(
                    ErrorCode.CONTENT_MISMATCH,
                    "Database \"" + database.image().name() + "\" is not what the image holds: " + difference + ".");
        }
        findings.leaveOut(database.image().name(), "contents", difference);
    }

    /** A value as a manifest has it. */
    private static String listed(List<@Nullable String> row, int column) {
        String value = row.get(column);
        return value == null ? "" : ListedName.of(value);
    }
}
