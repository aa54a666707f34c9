package io.toygres.api.image;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where an image stands: {@code creating → available | failed → deleting → deleted}. */
public enum ImageStatus {
    CREATING,
    /** Its manifest is committed: it can be restored. */
    AVAILABLE,
    /** Its backup failed or was cancelled, and was undone; the name stays taken until it is deleted. */
    FAILED,
    DELETING,
    /** Nothing of it is left; users no longer see it. */
    DELETED;

    /** What a list can be filtered by. */
    static final List<String> WIRE_NAMES = Stream.of(values())
            .filter(status -> status != DELETED)
            .map(ImageStatus::wireName)
            .toList();

    /** The form used in JSON and SQL. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
