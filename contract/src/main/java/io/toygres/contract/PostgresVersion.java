package io.toygres.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A PostgreSQL major version, such as {@code 15}; on the wire a string. */
public record PostgresVersion(int major) {

    /** @throws IllegalArgumentException when the text is not a whole number between 10 and 99 */
    @JsonCreator
    public static PostgresVersion parse(String text) {
        if (!text.matches("[1-9][0-9]")) {
            throw new IllegalArgumentException("'" + text + "' is not a PostgreSQL major version such as 15");
        }
        return new PostgresVersion(Integer.parseInt(text));
    }

    @JsonValue
    @Override
    public String toString() {
        return Integer.toString(major);
    }
}
