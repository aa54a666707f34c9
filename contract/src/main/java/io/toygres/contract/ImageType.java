package io.toygres.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which PostgreSQL runtime an instance runs; it belongs to the instance and to every image of it. */
public enum ImageType {
    /** The official {@code postgres:<major>} image. */
    STOCK,
    /** A runtime image with the {@code pg_durable} library preloaded. */
    PG_DURABLE;

    /** {@code stock} or {@code pg_durable}: the form used in JSON, SQL and labels. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is no such type */
    @JsonCreator
    public static ImageType parse(String wireName) {
        for (ImageType type : values()) {
            if (type.wireName().equals(wireName)) {
                return type;
            }
        }
        throw new IllegalArgumentException("no image type '" + wireName + "'");
    }
}
