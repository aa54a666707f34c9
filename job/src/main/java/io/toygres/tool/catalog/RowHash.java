package io.toygres.tool.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What the rows of a table named {@code t} are compared by: the sum of the hashes of their texts, so that their order does not matter. A row's text
 * looks the same everywhere under {@link io.toygres.tool.postgres.PinnedSettings}, if its columns have the same order.
 *
 * @param expression SQL; NULL without rows
 * @param byName whether the columns are in the order of their names
 */
public record RowHash(String expression, boolean byName) {

    private static final String MARK = "by-name:";

    /**
     * For a query of tables {@code c}: the row with its columns in the order of their names, where they may get another order in a restore, as an
     * inherited one does that a child had before its parent; or where {@code t} would be a column. Otherwise NULL.
     */
    public static final String ROW_BY_NAME = """
            CASE WHEN NOT c.relispartition AND EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)
                OR EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 't' AND a.attnum > 0)
              THEN (SELECT 'ROW(' || coalesce(pg_catalog.string_agg('t.' || pg_catalog.quote_ident(a.attname), ', '
                  ORDER BY a.attname COLLATE "C"), '') || ')'
                FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) END""";

    private static RowHash ofRow(String row, boolean byName) {
        return new RowHash(
                "pg_catalog.sum(pg_catalog.hashtextextended(" + row
                        + "::pg_catalog.text, 0)::pg_catalog.numeric)::pg_catalog.text",
                byName);
    }

    /**
     * How a table's rows are hashed.
     *
     * @param rowByName what {@link #ROW_BY_NAME} says of the table
     */
    static RowHash of(@Nullable String rowByName) {
        return rowByName == null ? ofRow("t", false) : ofRow(rowByName, true);
    }

    /**
     * How those were hashed of which a manifest lists the hash.
     *
     * @param rowByName what {@link #ROW_BY_NAME} says of the table here
     */
    public static RowHash like(String listed, @Nullable String rowByName) {
        return listed.startsWith(MARK) ? of(rowByName) : ofRow("t", false);
    }

    /** As a manifest lists it. */
    public String listed(String hash) {
        return byName && !hash.isEmpty() ? MARK + hash : hash;
    }
}
