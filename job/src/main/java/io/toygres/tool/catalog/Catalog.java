package io.toygres.tool.catalog;

import io.toygres.contract.image.ImageDatabase.Extension;
import io.toygres.tool.postgres.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a database has besides rows. Sessions that ask have {@code search_path = pg_catalog}. */
public final class Catalog {

    private static final String SCHEMAS = """
            SELECT nspname FROM pg_catalog.pg_namespace
            WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY nspname COLLATE "C"
            """;

    private static final String EXTENSIONS = """
            SELECT e.extname, e.extversion, n.nspname, (SELECT count(*) FROM pg_catalog.pg_depend d
              WHERE d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid = e.oid AND d.deptype = 'e')
            FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace ORDER BY e.oid
            """;

    /** Of each kind those that a dump carries: not the system's, not an extension's own, no invalid index. */
    private static final String OBJECT_COUNTS = """
            WITH member AS (SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'),
            space AS (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
            relation AS (SELECT c.oid, c.relkind FROM pg_catalog.pg_class c JOIN space s ON s.oid = c.relnamespace
              WHERE c.relpersistence <> 't'
                AND NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND m.objid = c.oid))
            SELECT 'tables', count(*) FROM relation WHERE relkind IN ('r', 'p', 'f')
            UNION ALL SELECT 'indexes', count(*) FROM pg_catalog.pg_index i JOIN relation r ON r.oid = i.indrelid
              WHERE i.indisready AND (i.indisvalid OR r.relkind = 'p')
            UNION ALL SELECT 'sequences', count(*) FROM relation WHERE relkind = 'S'
            UNION ALL SELECT 'views', count(*) FROM relation WHERE relkind = 'v'
            UNION ALL SELECT 'materialized_views', count(*) FROM relation WHERE relkind = 'm'
            UNION ALL SELECT 'functions', count(*) FROM pg_catalog.pg_proc p JOIN space s ON s.oid = p.pronamespace
              WHERE NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND m.objid = p.oid)
            UNION ALL SELECT 'triggers', count(*) FROM pg_catalog.pg_trigger t JOIN relation r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal
            UNION ALL SELECT 'types', count(*) FROM pg_catalog.pg_type t JOIN space s ON s.oid = t.typnamespace
              WHERE (t.typrelid = 0 OR EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid)
                AND NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND m.objid = t.oid)
            UNION ALL SELECT 'large_objects', count(*) FROM pg_catalog.pg_largeobject_metadata
            """;

    /**
     * Whether a stored generated column, or a check of a domain, calls a function of the database's own: it may read other tables while rows
     * are loaded.
     */
    private static final String ROWS_DEPEND_ON_OTHERS = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_depend d
              LEFT JOIN pg_catalog.pg_attrdef a ON d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND a.oid = d.objid
              LEFT JOIN pg_catalog.pg_constraint k ON d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND k.oid = d.objid
              LEFT JOIN pg_catalog.pg_attribute t ON t.attrelid = a.adrelid AND t.attnum = a.adnum
                OR d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND t.attrelid = d.objid AND t.attnum = d.objsubid
              WHERE d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.refobjid >= 16384
                AND (t.attgenerated = 's' OR k.contypid <> 0)
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = d.refclassid AND e.objid = d.refobjid AND e.deptype = 'e'))
            """;

    private Catalog() {}

    /** Whether the order in which tables are loaded may decide what comes to lie in them. */
    public static boolean rowsDependOnOthers(Session session) throws SQLException {
        return session.row(ROWS_DEPEND_ON_OTHERS, row -> row.getBoolean(1));
    }

    /** Its schemas but the system's, sorted by their bytes. */
    public static List<String> schemas(Session session) throws SQLException {
        return session.rows(SCHEMAS, row -> session.readable(row.getString(1)));
    }

    /** In an order in which they can be created. */
    public static List<Extension> extensions(Session session) throws SQLException {
        return session.rows(
                EXTENSIONS,
                row -> new Extension(
                        session.readable(row.getString(1)),
                        row.getString(2),
                        session.readable(row.getString(3)),
                        row.getLong(4)));
    }

    /** By kind: {@code tables}, {@code indexes}, {@code sequences}, … */
    public static Map<String, Long> objectCounts(Session session) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        session.rows(OBJECT_COUNTS, row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }
}
