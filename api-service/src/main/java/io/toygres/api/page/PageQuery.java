package io.toygres.api.page;

import io.toygres.api.problem.PlainText;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.database.Row;
import io.toygres.database.Statement;
import io.toygres.database.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds the SQL of one page: only the filters that were asked for, so that the planner can pick the index that serves them.
 * Not for sharing between threads.
 */
public final class PageQuery {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LONGEST = 200;

    private final int limit;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> arguments = new HashMap<>();

    /**
     * @param limit rows of a page, 1 to 200; 50 when null
     * @param cursor {@code next_cursor} of the page before; the first page when null
     * @throws ProblemException INVALID_PARAMETER
     */
    public PageQuery(@Nullable String limit, @Nullable String cursor) {
        this.limit = limit == null ? DEFAULT_LIMIT : parseLimit(limit);
        if (cursor != null) {
            Cursor after = Cursor.decode(cursor);
            conditions.add("(created_at, id) < (:cursor_time, :cursor_id)");
            arguments.put("cursor_time", after.createdAt());
            arguments.put("cursor_id", after.id());
        }
    }

    /** Adds a condition that takes no argument, such as {@code status <> 'deleted'}. */
    public PageQuery where(String condition) {
        conditions.add(condition);
        return this;
    }

    /** Keeps the rows whose column has the text; all rows when it is null. */
    public PageQuery filter(String column, @Nullable String text) {
        if (text != null && !PlainText.isOneLine(text)) {
            throw invalid(column, "Send text without control characters.");
        }
        return equal(column, text);
    }

    /**
     * Keeps the rows whose column has the value; all rows when it is null.
     *
     * @param known the values that there are
     */
    public PageQuery filter(String column, @Nullable String value, List<String> known) {
        if (value != null && !known.contains(value)) {
            throw invalid(column, "Send one of " + String.join(", ", known) + ".");
        }
        return equal(column, value);
    }

    /** Keeps the rows whose column has the id; all rows when it is null. */
    public PageQuery filterId(String column, @Nullable String id) {
        try {
            return equal(column, id == null ? null : UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            throw invalid(column, "Send a UUID.");
        }
    }

    private PageQuery equal(String column, @Nullable Object value) {
        if (value != null) {
            conditions.add(column + " = :" + column);
            arguments.put(column, value);
        }
        return this;
    }

    private static int parseLimit(String text) {
        if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= LONGEST) {
            return Integer.parseInt(text);
        }
        throw invalid("limit", "Send a whole number from 1 to " + LONGEST + ".");
    }

    private static ProblemException invalid(String parameter, String detail) {
        return new ProblemException(ProblemCode.INVALID_PARAMETER, parameter, detail);
    }

    /**
     * Reads the page, and one row more to know whether another follows.
     *
     * @param select {@code SELECT … FROM …} without conditions
     */
    public <T> Page<T> read(Tx tx, String select, Function<Row, T> mapper, Function<T, Cursor> cursor) {
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        Statement query = tx.sql(select + where + " ORDER BY created_at DESC, id DESC LIMIT :limit_and_one");
        arguments.forEach(query::bind);
        List<T> rows = query.bind("limit_and_one", limit + 1).list(mapper);
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> page = rows.subList(0, limit);
        return new Page<>(page, cursor.apply(page.getLast()).encode());
    }
}
