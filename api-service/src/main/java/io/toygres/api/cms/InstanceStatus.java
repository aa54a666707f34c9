package io.toygres.api.cms;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an instance stands: {@code creating → running | failed → deleting → deleted}. */
public enum InstanceStatus {
    CREATING,
    /** A connection test reached it. */
    RUNNING,
    /** Its creation or restore failed or was cancelled, and was undone; the name stays taken until it is deleted or replaced. */
    FAILED,
    DELETING,
    /** Nothing of it is left; users no longer see it. */
    DELETED;

    /** What a list can be filtered by: each but the last in the form used in JSON, as a pattern. */
    public static final String LISTED = "^(creating|running|failed|deleting)$";

    /** What another is answered with. */
    public static final String REMEDY = "Send one of creating, running, failed, deleting.";

    /** The form used in JSON and SQL. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
