package io.toygres.api.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;

/**
 * In which order a list comes: by one column, and by id where that is the same.
 *
 * @param descending whether the greatest comes first
 */
public record Sort(Key key, boolean descending) {

    /** The order when nobody asks for one. */
    public static final String NEWEST_FIRST = "-created_at";

    static final Sort NEWEST = new Sort(Key.CREATED_AT, true);

    /** Keeps a made-up time inside the years that a timestamp can hold. */
    private static final long MICROS_TO_9999 =
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));

    /** What a list can be sorted by. An index on the same expression, followed by {@code id}, makes every page as fast as the first. */
    public enum Key {
        CREATED_AT("created_at"),
        /** By the characters' codes, whatever the database's locale: A to Z before a to z. */
        NAME("name COLLATE \"C\""),
        /** What has no size yet is the smallest. */
        SIZE_BYTES("coalesce(size_bytes, -1)"),
        STORAGE_SIZE_GB("storage_size_gb");

        private final String expression;

        Key(String expression) {
            this.expression = expression;
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param text such as {@code name} or {@code -created_at} */
    public static Sort parse(String text) {
        boolean descending = text.startsWith("-");
        String name = descending ? text.substring(1) : text;
        return Arrays.stream(Key.values())
                .filter(key -> key.wireName().equals(name))
                .findFirst()
                .map(key -> new Sort(key, descending))
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    @Override
    public String toString() {
        return (descending ? "-" : "") + key.wireName();
    }

    /** What follows {@code ORDER BY}. */
    String order() {
        String direction = descending ? " DESC" : "";
        return key.expression + direction + ", id" + direction;
    }

    /** Keeps what comes after a place. */
    String after() {
        return "(" + key.expression + ", id) " + (descending ? "<" : ">") + " (:cursor_value, :cursor_id)";
    }

    /** A value of the column as text without spaces. */
    String write(Object value) {
        return value instanceof Instant time
                ? Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time))
                : value.toString();
    }

    /** @throws IllegalArgumentException when the column never has such a value */
    Object read(String text) {
        return switch (key) {
            case CREATED_AT ->
                Instant.EPOCH.plus(Math.floorMod(Long.parseLong(text), MICROS_TO_9999), ChronoUnit.MICROS);
            case NAME -> name(text);
            case SIZE_BYTES -> Long.valueOf(text);
            case STORAGE_SIZE_GB -> Integer.valueOf(text);
        };
    }

    private static String name(String text) {
        if (!PlainText.isOneLine(text)) {
            throw new IllegalArgumentException("no name");
        }
        return text;
    }
}
