package io.toygres.tool.catalog;

import io.toygres.tool.postgres.Session;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows a dump holds: partitions one by one, but where rows may come to lie in other partitions when they are loaded, the
 * root of the tree.
 *
 * @param schema as the session has it; for SQL
 * @param bytes on disk, without TOAST
 * @param storedBytes on disk, with TOAST
 * @param wholeTree whether it stands for all its partitions
 * @param foreignParts whether one of these is a foreign table, whose rows a dump leaves out
 * @param rowByName see {@link RowHash#ROW_BY_NAME}
 */
public record DataTable(
        String schema,
        String name,
        long bytes,
        long storedBytes,
        boolean wholeTree,
        boolean foreignParts,
        @Nullable String rowByName) {

    /**
     * Neither foreign tables nor what belongs to an extension. pg_dump loads through the root what is partitioned by the hash of an enum,
     * whose values hash by their oids (getPartitioningInfo in pg_dump.c, since 11.20, 12.15, 13.11, 14.8 and 15.3).
     */
    private static final String TABLES = """
            WITH moving AS (SELECT DISTINCT pg_catalog.pg_partition_root(p.partrelid)::pg_catalog.oid AS root
              FROM pg_catalog.pg_partitioned_table p
              WHERE (SELECT o.oid FROM pg_catalog.pg_opclass o JOIN pg_catalog.pg_am a ON a.oid = o.opcmethod
                WHERE o.opcname = 'enum_ops' AND o.opcnamespace = 'pg_catalog'::pg_catalog.regnamespace AND a.amname = 'hash')
                = ANY (p.partclass))
            SELECT n.nspname, c.relname,
              CASE WHEN c.relkind = 'r' THEN pg_catalog.pg_relation_size(c.oid)
                ELSE (SELECT coalesce(sum(pg_catalog.pg_relation_size(t.relid)), 0) FROM pg_catalog.pg_partition_tree(c.oid) t) END,
              CASE WHEN c.relkind = 'r' THEN pg_catalog.pg_table_size(c.oid)
                ELSE (SELECT coalesce(sum(pg_catalog.pg_table_size(t.relid)), 0) FROM pg_catalog.pg_partition_tree(c.oid) t) END,
              c.relkind = 'p',
              c.relkind = 'p' AND EXISTS (SELECT FROM pg_catalog.pg_partition_tree(c.oid) t
                JOIN pg_catalog.pg_class f ON f.oid = t.relid WHERE f.relkind = 'f'),
            """ + RowHash.ROW_BY_NAME + """

            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE (c.relkind = 'r' AND NOT (c.relispartition AND pg_catalog.pg_partition_root(c.oid) IN (SELECT root FROM moving))
                OR c.relkind = 'p' AND c.oid IN (SELECT root FROM moving))
              AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
            """;

    /** All of the session's database. */
    public static List<DataTable> all(Session session) throws SQLException {
        return session.rows(
                TABLES,
                row -> new DataTable(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getBoolean(5),
                        row.getBoolean(6),
                        row.getString(7)));
    }

    /** For a FROM clause. */
    String from() {
        String table = Session.quoted(schema) + "." + Session.quoted(name);
        return wholeTree ? table : "ONLY " + table;
    }
}
