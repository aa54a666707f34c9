package io.toygres.tool.restore;

import io.toygres.tool.archive.ListedName;
import io.toygres.tool.wire.RawSession;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of a database once they have been made, by the names that the archive gives them. */
final class TableNames {

    /** Tables whose rows a dump holds, except that it holds those of an extension's too if they are configuration. */
    private static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, c.relkind,
              EXISTS (SELECT FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e'),
              EXISTS (SELECT FROM pg_catalog.pg_attrdef a
                JOIN pg_catalog.pg_attribute t ON t.attrelid = a.adrelid AND t.attnum = a.adnum AND t.attgenerated = 's'
                JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.refobjid >= 16384
                  AND (d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND d.objid = a.oid
                    OR d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.objsubid = t.attnum)
                WHERE a.adrelid = c.oid)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            """;

    private static final String NAMES = "SELECT oid, nspname FROM pg_catalog.pg_namespace UNION ALL"
            + " SELECT oid, relname FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p')";

    private final Map<String, Table> byRawName = new HashMap<>();

    /**
     * One table.
     *
     * @param schema as a manifest lists it, likewise its name
     * @param ofExtension it came with an extension, perhaps with rows
     * @param computes it has generated columns that call functions of the database's own
     */
    record Table(String oid, String schema, String name, boolean plain, boolean ofExtension, boolean computes) {
        String listed() {
            return schema + "." + name;
        }
    }

    /**
     * Asks for them.
     *
     * @param raw in the archive's encoding
     * @param readable in UTF-8; null where the archive's encoding is as good
     */
    static TableNames read(RawSession raw, @Nullable RawSession readable) throws IOException {
        TableNames names = new TableNames();
        Map<String, String> texts = new HashMap<>();
        List<List<@Nullable String>> rows =
                raw.query("SELECT t.*, n.oid FROM (" + TABLES + ") t JOIN pg_catalog.pg_namespace n USING (nspname)");
        if (readable != null) {
            readable.query(NAMES).forEach(row -> texts.put(text(row, 0), ListedName.of(text(row, 1))));
        }
        for (List<@Nullable String> row : rows) {
            String oid = text(row, 0);
            String schema = text(row, 1);
            String name = text(row, 2);
            names.byRawName.put(
                    key(schema, name),
                    new Table(
                            oid,
                            texts.getOrDefault(text(row, 6), ListedName.of(schema)),
                            texts.getOrDefault(oid, ListedName.of(name)),
                            text(row, 3).equals("r"),
                            text(row, 4).equals("t"),
                            text(row, 5).equals("t")));
        }
        return names;
    }

    private static String text(List<@Nullable String> row, int column) {
        String value = row.get(column);
        return value == null ? "" : value;
    }

    private static String key(String schema, String name) {
        return schema + "\0" + name;
    }

    Optional<Table> find(String rawSchema, String rawName) {
        return Optional.ofNullable(byRawName.get(key(rawSchema, rawName)));
    }

    Collection<Table> all() {
        return byRawName.values();
    }
}
