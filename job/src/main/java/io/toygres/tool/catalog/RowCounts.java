package io.toygres.tool.catalog;

import io.toygres.contract.image.ImageDatabase.TableContents;
import io.toygres.tool.postgres.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Counts the rows of tables, many of them in one statement, and hashes their contents when that is asked for. */
public final class RowCounts {

    /** Of tables counted by one statement, unless one table has more. */
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private static final int MOST_TABLES = 100;

    /**
     * Of the rows of a table named {@code t}: the sum of their hashes, so that their order does not matter. Of their text, which looks the same
     * everywhere under {@link io.toygres.tool.postgres.PinnedSettings}.
     */
    public static final String HASH =
            "sum(pg_catalog.hashtextextended(t::pg_catalog.text, 0)::pg_catalog.numeric)::pg_catalog.text";

    private final Session session;
    private final boolean hashes;
    private final Runnable betweenStatements;

    /** @param betweenStatements called now and then; may throw to end it */
    public RowCounts(Session session, boolean hashes, Runnable betweenStatements) {
        this.session = session;
        this.hashes = hashes;
        this.betweenStatements = betweenStatements;
    }

    /**
     * What the tables hold, in their order.
     *
     * @param reason why a table is not counted; empty for one that is
     */
    public List<TableContents> count(List<DataTable> tables, Function<DataTable, Optional<String>> reason)
            throws SQLException {
        List<TableContents> contents = new ArrayList<>(tables.size());
        List<DataTable> batch = new ArrayList<>();
        long bytes = 0;
        for (DataTable table : tables) {
            Optional<String> why = reason.apply(table).or(() -> unsayable(table));
            boolean full = batch.size() == MOST_TABLES || bytes + table.bytes() > MOST_BYTES;
            if (why.isPresent() || full) {
                contents.addAll(count(batch));
                batch.clear();
                bytes = 0;
            }
            if (why.isPresent()) {
                contents.add(uncounted(table, why.get()));
            } else {
                batch.add(table);
                bytes += table.bytes();
            }
        }
        contents.addAll(count(batch));
        return contents;
    }

    private Optional<String> unsayable(DataTable table) {
        return session.canSay(table.schema()) && session.canSay(table.name())
                ? Optional.empty()
                : Optional.of("its name has bytes that are in no encoding");
    }

    private List<TableContents> count(List<DataTable> batch) throws SQLException {
        if (batch.isEmpty()) {
            return List.of();
        }
        betweenStatements.run();
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < batch.size(); i++) {
            sql.append(i == 0 ? "" : " UNION ALL ")
                    .append("SELECT ")
                    .append(i)
                    .append(", count(*), ")
                    .append(hashes ? HASH : "NULL")
                    .append(" FROM ")
                    .append(batch.get(i).from())
                    .append(" t");
        }
        return session.rows(
                sql + " ORDER BY 1", row -> contents(batch.get(row.getInt(1)), row.getLong(2), row.getString(3)));
    }

    private TableContents contents(DataTable table, long rows, @Nullable String hash) {
        return new TableContents(
                session.readable(table.schema()), session.readable(table.name()), rows, null, table.wholeTree(), hash);
    }

    private TableContents uncounted(DataTable table, String reason) {
        return new TableContents(
                session.readable(table.schema()),
                session.readable(table.name()),
                null,
                reason,
                table.wholeTree(),
                null);
    }
}
