package io.toygres.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes of a restore when a part of the image can't be rebuilt although its data is sound. */
public enum Tolerance {
    /** It fails. */
    STRICT,
    /** The part is left out, and a report names it. */
    REPORT;

    /** {@code strict} or {@code report}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is no such tolerance */
    @JsonCreator
    public static Tolerance parse(String wireName) {
        for (Tolerance tolerance : values()) {
            if (tolerance.wireName().equals(wireName)) {
                return tolerance;
            }
        }
        throw new IllegalArgumentException("no tolerance '" + wireName + "'");
    }
}
