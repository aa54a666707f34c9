package io.toygres.database;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of a result, read by the names of its columns. An unknown name, or a NULL where none may be, is an exception. */
public final class Row {

    private final io.vertx.sqlclient.Row row;

    Row(io.vertx.sqlclient.Row row) {
        this.row = row;
    }

    public String text(String column) {
        return there(column, row.getString(column));
    }

    public Optional<String> optionalText(String column) {
        return Optional.ofNullable(row.getString(column));
    }

    public UUID uuid(String column) {
        return there(column, row.getUUID(column));
    }

    public Optional<UUID> optionalUuid(String column) {
        return Optional.ofNullable(row.getUUID(column));
    }

    /** Of any integer type. */
    public long number(String column) {
        return there(column, row.getLong(column));
    }

    public Optional<Long> optionalNumber(String column) {
        return Optional.ofNullable(row.getLong(column));
    }

    public int integer(String column) {
        return Math.toIntExact(number(column));
    }

    public boolean flag(String column) {
        return there(column, row.getBoolean(column));
    }

    /** Of a {@code timestamptz}. */
    public Instant instant(String column) {
        return there(column, row.getOffsetDateTime(column)).toInstant();
    }

    public Optional<Instant> optionalInstant(String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    /** Of a {@code bytea}. */
    public Optional<byte[]> optionalBytes(String column) {
        return Optional.ofNullable(row.getBuffer(column)).map(Buffer::getBytes);
    }

    /** Of a {@code text[]}. */
    public List<String> texts(String column) {
        return List.of(there(column, row.getArrayOfStrings(column)));
    }

    /** Of a {@code text[]}. */
    public Optional<List<String>> optionalTexts(String column) {
        return Optional.ofNullable(row.getArrayOfStrings(column)).map(List::of);
    }

    private static <T> T there(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("column " + column + " is NULL");
        }
        return value;
    }
}
