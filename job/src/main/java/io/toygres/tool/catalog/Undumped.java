package io.toygres.tool.catalog;

import io.toygres.tool.postgres.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a database holds and no dump of it carries, in words for people: whoever restores it has to know. */
public final class Undumped {

    /** https://www.postgresql.org/docs/current/extend-extensions.html#EXTEND-EXTENSIONS-CONFIG-TABLES */
    private static final String EXTENSIONS_ROWS = """
            SELECT 1, 'table ' || n.nspname || '.' || c.relname || ' of extension ' || e.extname || ' is no configuration of it: its rows are'
              || ' not in the image (if the table is yours, ALTER EXTENSION ... DROP TABLE takes it out)'
            FROM pg_catalog.pg_extension e
              JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid = e.oid
              JOIN pg_catalog.pg_class c ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = d.objid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE d.deptype = 'e' AND c.relkind = 'r' AND pg_catalog.pg_relation_size(c.oid) > 0
              AND NOT coalesce(c.oid = ANY (e.extconfig), false)
            """;

    private static final String INVALID_INDEXES = """
            SELECT 3, 'index ' || n.nspname || '.' || c.relname || ' is invalid, as CREATE INDEX CONCURRENTLY leaves it when it fails:'
              || ' it is not in the image'
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT (i.indisvalid AND i.indisready) AND c.relkind = 'i' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_'
            """;

    /** pg_dump leaves these schemas alone; oids from 16384 on are a user's (access/transam.h). */
    private static final String AMONG_THE_SYSTEMS = """
            SELECT 4, o.kind || ' ' || n.nspname || '.' || o.name || ' lies in a schema of the system: it is not in the image'
            FROM (SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, oid, relnamespace, relname::text, 'relation' FROM pg_catalog.pg_class
                WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
              UNION ALL SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, oid, pronamespace,
                proname || '(' || pg_catalog.pg_get_function_identity_arguments(oid) || ')', 'function' FROM pg_catalog.pg_proc
              UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, oid, typnamespace, typname::text, 'type' FROM pg_catalog.pg_type
                WHERE typrelid = 0 AND typtype <> 'm' AND NOT (typcategory = 'A' AND typelem <> 0)) o (class, oid, space, name, kind)
            JOIN pg_catalog.pg_namespace n ON n.oid = o.space
            WHERE o.oid >= 16384 AND n.nspname IN ('pg_catalog', 'information_schema')
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype = 'e')
            """;

    private static final String PREPARED = """
            SELECT 2, 'prepared transaction ' || pg_catalog.quote_literal(gid) || ' is not committed: what it did is not in the image'
            FROM pg_catalog.pg_prepared_xacts WHERE database = pg_catalog.current_database()
            """;

    private static final int MOST = 20;

    private Undumped() {}

    /** What is worst first; at most {@link #MOST} sentences, and one that says that there is more. */
    public static List<String> of(Session session) throws SQLException {
        List<String> found = session.rows(
                String.join("UNION ALL ", EXTENSIONS_ROWS, INVALID_INDEXES, AMONG_THE_SYSTEMS, PREPARED)
                        + " ORDER BY 1, 2 LIMIT " + (MOST + 1),
                row -> session.readable(row.getString(2)));
        if (found.size() <= MOST) {
            return found;
        }
        List<String> told = new ArrayList<>(found.subList(0, MOST));
        told.add("more is not in the image than these " + MOST);
        return told;
    }
}
