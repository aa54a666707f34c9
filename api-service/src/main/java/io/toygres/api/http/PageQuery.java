package io.toygres.api.http;

import io.toygres.api.access.Access;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.database.Row;
import io.toygres.database.Statement;
import io.toygres.database.Tx;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds the SQL of one page: only the filters that were asked for, so that the planner can pick the index that serves them.
 * Not for sharing between threads.
 */
public final class PageQuery {

    /** Rows of a page when nobody says how many. */
    public static final String DEFAULT_LIMIT = "50";

    public static final int LARGEST_LIMIT = 200;

    /** What a limit out of bounds is answered with. */
    public static final String LIMIT_REMEDY = "Send a whole number from 1 to " + LARGEST_LIMIT + ".";

    /** Comes behind each character that a name may have. */
    private static final char BEHIND_NAMES = '\uFFFD';

    private final Access access;
    private final int limit;
    private final Sort sort;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, @Nullable Object> arguments = new HashMap<>();

    /** Newest first. */
    public PageQuery(Access access, int limit, @Nullable String cursor) {
        this(access, limit, Sort.NEWEST, cursor);
    }

    /**
     * @param access whose things it may show, where the table has column {@code project}
     * @param limit rows of a page
     * @param cursor {@code next_cursor} of the page before; the first page when null
     * @throws ProblemException INVALID_PARAMETER when the cursor is none, CURSOR_OF_OTHER_SORT when it is of a list in another order
     */
    public PageQuery(Access access, int limit, Sort sort, @Nullable String cursor) {
        this(limit, sort, cursor, access);
        Set<String> projects = access.projects();
        if (projects != null && projects.size() == 1) {
            filter("project", "own_project", projects.iterator().next());
        } else if (projects != null) {
            conditions.add(Access.CONDITION);
            arguments.put("projects", Objects.requireNonNull(access.array()));
        }
    }

    private PageQuery(int limit, Sort sort, @Nullable String cursor, Access access) {
        this.access = access;
        this.limit = limit;
        this.sort = sort;
        if (cursor != null) {
            Cursor after = Cursor.decode(cursor, sort);
            conditions.add(sort.after());
            arguments.put("cursor_value", after.value());
            arguments.put("cursor_id", after.id());
        }
    }

    public Sort sort() {
        return sort;
    }

    /** Adds a condition that takes no argument, such as {@code status <> 'deleted'}. */
    public PageQuery where(String condition) {
        conditions.add(condition);
        return this;
    }

    /** Keeps the rows whose column has the text or id; all rows when it is null. */
    public PageQuery filter(String column, @Nullable Object value) {
        return filter(column, column, value);
    }

    private PageQuery filter(String column, String parameter, @Nullable Object value) {
        if (value != null) {
            conditions.add(column + " = :" + parameter);
            arguments.put(parameter, value);
        }
        return this;
    }

    /** Keeps the rows whose name begins so; all rows when it is null. */
    public PageQuery namePrefix(@Nullable String prefix) {
        return prefix("name", prefix);
    }

    /** Keeps the rows whose column begins so; all rows when it is null. */
    public PageQuery prefix(String column, @Nullable String prefix) {
        if (prefix != null) {
            conditions.add(
                    column + " COLLATE \"C\" >= :name_prefix AND " + column + " COLLATE \"C\" < :name_prefix_end");
            arguments.put("name_prefix", prefix);
            arguments.put("name_prefix_end", prefix + BEHIND_NAMES);
        }
        return this;
    }

    /**
     * Keeps the rows that were created between two times, neither included.
     *
     * @param after such as {@code 2026-01-31T00:00:00Z}; no bound when null
     * @throws ProblemException INVALID_PARAMETER
     */
    public PageQuery created(@Nullable String after, @Nullable String before) {
        bound("created_at > ", "created_after", after);
        bound("created_at < ", "created_before", before);
        return this;
    }

    /**
     * Keeps the rows that have all these labels.
     *
     * @param selector such as {@code team=payments,env=prod}; all rows when null
     * @throws ProblemException INVALID_PARAMETER
     */
    public PageQuery labels(@Nullable String selector) {
        if (selector != null) {
            conditions.add("labels @> :labels::text::jsonb");
            arguments.put("labels", LabelSelector.json(selector));
        }
        return this;
    }

    /**
     * Keeps the rows of what has all these labels.
     *
     * @param condition with the labels as JSON in {@code :labels}, and {@link Access#CONDITION} on each table that it reads
     * @throws ProblemException INVALID_PARAMETER
     */
    public PageQuery labelled(String condition, @Nullable String selector) {
        if (selector != null) {
            conditions.add(condition);
            arguments.put("labels", LabelSelector.json(selector));
            arguments.put("projects", access.array());
        }
        return this;
    }

    private void bound(String condition, String parameter, @Nullable String time) {
        if (time != null) {
            try {
                arguments.put(parameter, Instant.parse(time));
            } catch (DateTimeParseException _) {
                throw new ProblemException(
                        ProblemCode.INVALID_PARAMETER, parameter, "Send a time such as 2026-01-31T00:00:00Z.");
            }
            conditions.add(condition + ":" + parameter);
        }
    }

    /**
     * Reads the page, and one row more to know whether another follows.
     *
     * @param select {@code SELECT … FROM …} without conditions
     * @param cursor the place after a row, in {@link #sort}
     */
    public <T> Page<T> read(Tx tx, String select, Function<Row, T> mapper, Function<T, Cursor> cursor) {
        List<T> rows = statement(tx, select).list(mapper);
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> page = rows.subList(0, limit);
        return new Page<>(page, cursor.apply(page.getLast()).encode());
    }

    Statement statement(Tx tx, String select) {
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        Statement query = tx.sql(select + where + " ORDER BY " + sort.order() + " LIMIT :limit_and_one");
        arguments.forEach(query::bind);
        return query.bind("limit_and_one", limit + 1);
    }
}
