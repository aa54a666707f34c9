package io.toygres.api.operation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an operation stands. */
public enum OperationStatus {
    /** The command is on its way; no worker has answered yet. */
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    /** Ended by request; what it did is undone. */
    CANCELLED;

    /** What a list can be filtered by: each in the form used in JSON, as a pattern. */
    static final String LISTED = "^(pending|running|succeeded|failed|cancelled)$";

    /** What another is answered with. */
    static final String REMEDY = "Send one of pending, running, succeeded, failed, cancelled.";

    /** The form used in JSON and SQL. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isFinished() {
        return switch (this) {
            case PENDING, RUNNING -> false;
            case SUCCEEDED, FAILED, CANCELLED -> true;
        };
    }
}
