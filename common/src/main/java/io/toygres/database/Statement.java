package io.toygres.database;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A statement on its way to the database. */
public final class Statement {

    private static final Object UNBOUND = new Object();

    private final Tx tx;
    private final NamedSql sql;
    private final @Nullable Object[] arguments;

    Statement(Tx tx, NamedSql sql) {
        this.tx = tx;
        this.sql = sql;
        this.arguments = new Object[sql.names().size()];
        Arrays.fill(arguments, UNBOUND);
    }

    /**
     * Gives a parameter its value. Text is not taken for {@code jsonb}: write {@code :name::text::jsonb}.
     *
     * @param value null, text, a number, a boolean, a UUID, an {@link Instant}, an array of one of them, such as {@code UUID[]}, or bytes
     * @throws IllegalArgumentException when the statement has no such parameter
     */
    public Statement bind(String name, @Nullable Object value) {
        arguments[sql.indexOf(name)] = switch (value) {
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case byte[] bytes -> Buffer.buffer(bytes);
            case null, default -> value;
        };
        return this;
    }

    /** @return the number of rows that were inserted, changed or deleted */
    public int update() {
        return tx.execute(sql.positional(), tuple()).rowCount();
    }

    /**
     * Sends the statement without waiting for its answer. The next one that is waited for, or the commit, throws what this one
     * failed with.
     *
     * @throws IllegalStateException outside a transaction
     */
    public void send() {
        tx.send(sql.positional(), tuple());
    }

    public <T> List<T> list(Function<Row, T> mapper) {
        RowSet<io.vertx.sqlclient.Row> rows = tx.execute(sql.positional(), tuple());
        List<T> list = new ArrayList<>(rows.size());
        rows.forEach(row -> list.add(mapper.apply(new Row(row))));
        return list;
    }

    /** The first row; empty when there is none. */
    public <T> Optional<T> find(Function<Row, T> mapper) {
        RowIterator<io.vertx.sqlclient.Row> rows =
                tx.execute(sql.positional(), tuple()).iterator();
        return rows.hasNext() ? Optional.of(mapper.apply(new Row(rows.next()))) : Optional.empty();
    }

    /** The one row of a statement that has one by its nature, such as an aggregate. */
    public <T> T one(Function<Row, T> mapper) {
        return find(mapper).orElseThrow(() -> new IllegalStateException("no row from: " + sql.positional()));
    }

    private Tuple tuple() {
        int unbound = Arrays.asList(arguments).indexOf(UNBOUND);
        if (unbound >= 0) {
            throw new IllegalStateException("no value for :" + sql.names().get(unbound) + " in: " + sql.positional());
        }
        return Tuple.from(arguments);
    }
}
