package io.toygres.tool.catalog;

import io.toygres.contract.image.ImageDatabase.TableContents;
import io.toygres.tool.postgres.Saying;
import io.toygres.tool.postgres.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts the rows of tables, many of them in one statement, and hashes their contents when that is asked for. */
public final class RowCounts {

    /** Of tables counted by one statement, unless one table has more. */
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private static final int MOST_TABLES = 100;

    private final Session session;
    private final boolean hashes;
    private final Runnable betweenStatements;

    /**
     * To be used in a transaction.
     *
     * @param betweenStatements called now and then, and to go back to where that was possible after a statement has failed; may throw to end it
     */
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
        return session.canSay(table.from()) && session.canSay(table.rowByName() == null ? "" : table.rowByName())
                ? Optional.empty()
                : Optional.of("its name, or that of a column, has bytes that are in no encoding");
    }

    private List<TableContents> count(List<DataTable> batch) throws SQLException {
        if (batch.isEmpty()) {
            return List.of();
        }
        betweenStatements.run();
        try {
            return countTogether(batch);
        } catch (SQLException e) {
            if (!isOfTables(e)) {
                throw e;
            }
        }
        List<TableContents> contents = new ArrayList<>(batch.size());
        for (DataTable table : batch) {
            contents.add(countAsItsOwn(table));
        }
        betweenStatements.run();
        return contents;
    }

    /**
     * Names that are not found, values and rights that are not as a function wants them, and what functions raise: not short memory, a
     * value too long, or a damaged file (https://www.postgresql.org/docs/current/errcodes-appendix.html).
     */
    private static final Pattern OF_TABLES = Pattern.compile("(42|3F|22|2F|38|39|P0|0A|55)...");

    /** Whether it is what tables are made of that the server can't do, and not the server's or the session's trouble. */
    private static boolean isOfTables(SQLException e) {
        return e.getSQLState() != null && OF_TABLES.matcher(e.getSQLState()).matches();
    }

    /** As the database's own sessions would. What they can't count either, pg_dump may dump all the same: that plans nothing. */
    private TableContents countAsItsOwn(DataTable table) throws SQLException {
        betweenStatements.run();
        try {
            var unused = session.row(OwnSearchPath.USE_LOCALLY, row -> row.getString(1));
            return countTogether(List.of(table)).getFirst();
        } catch (SQLException e) {
            if (!isOfTables(e)) {
                throw e;
            }
            return uncounted(table, "the server cannot count them: " + Saying.line(e));
        }
    }

    private List<TableContents> countTogether(List<DataTable> batch) throws SQLException {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < batch.size(); i++) {
            DataTable table = batch.get(i);
            sql.append(i == 0 ? "" : " UNION ALL ")
                    .append("SELECT ")
                    .append(i)
                    .append(", pg_catalog.count(*), ")
                    .append(hashes ? RowHash.of(table.rowByName()).expression() : "NULL")
                    .append(" FROM ")
                    .append(table.from())
                    .append(" t");
        }
        return session.rows(
                sql + " ORDER BY 1", row -> contents(batch.get(row.getInt(1)), row.getLong(2), row.getString(3)));
    }

    private TableContents contents(DataTable table, long rows, @Nullable String hash) {
        return new TableContents(
                session.readable(table.schema()),
                session.readable(table.name()),
                rows,
                null,
                table.wholeTree(),
                hash == null ? null : RowHash.of(table.rowByName()).listed(hash));
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
