package io.toygres.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How closely what a restore has loaded is compared with what the source held. */
public enum Comparison {
    /** Numbers of rows and objects, versions of extensions. */
    COUNTS,
    /** These, and a hash of each table's rows: every row is read once more, in the backup and in the restore. */
    CONTENTS;

    /** {@code counts} or {@code contents}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is no such comparison */
    @JsonCreator
    public static Comparison parse(String wireName) {
        for (Comparison comparison : values()) {
            if (comparison.wireName().equals(wireName)) {
                return comparison;
            }
        }
        throw new IllegalArgumentException("no comparison '" + wireName + "'");
    }
}
