package io.toygres.api.event;

import io.toygres.database.Row;
import io.toygres.database.Statement;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in the changes somebody is: after the change of that transaction with that id. As text {@code <xid>-<id>}, the id of a server-sent
 * event.
 */
public record Position(long xid, long id) implements Comparable<Position> {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::xid).thenComparingLong(Position::id);

    /** Empty for what never was an id of an event. */
    public static Optional<Position> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new Position(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    /** From the columns {@code xid} (as text) and {@code id}. */
    public static Position read(Row row) {
        return new Position(Long.parseLong(row.text("xid")), row.number("id"));
    }

    /** As {@code :xid::text::xid8} and {@code :id}. */
    public Statement bind(Statement statement) {
        return statement.bind("xid", Long.toString(xid)).bind("id", id);
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    public boolean isAfter(Position other) {
        return compareTo(other) > 0;
    }

    @Override
    public String toString() {
        return xid + "-" + id;
    }
}
