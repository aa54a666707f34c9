package io.toygres.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How an image holds its data. */
public enum ImageKind {
    /** Dumps of roles and databases, restorable into the same or a newer major version. */
    LOGICAL,
    /** The data directory's files, restorable into the same major version and image type alone. */
    PHYSICAL;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is no such kind */
    @JsonCreator
    public static ImageKind parse(String wireName) {
        for (ImageKind kind : values()) {
            if (kind.wireName().equals(wireName)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no image kind '" + wireName + "'");
    }
}
