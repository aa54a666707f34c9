package io.toygres.api.cms;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an image stands: {@code creating → available | failed → deleting → deleted}. */
public enum ImageStatus {
    CREATING,
    /** Its manifest is committed: it can be restored. */
    AVAILABLE,
    /** Its backup failed or was cancelled, and was undone; the name stays taken until it is deleted or replaced. */
    FAILED,
    DELETING,
    /** Of one that users see: its data is kept, and it can be undeleted. Otherwise nothing of it is left. */
    DELETED;

    /** What a list can be filtered by: each but the last in the form used in JSON, as a pattern. */
    public static final String LISTED = "^(creating|available|failed|deleting)$";

    /** What another is answered with. */
    public static final String REMEDY = "Send one of creating, available, failed, deleting.";

    /** The form used in JSON and SQL. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
