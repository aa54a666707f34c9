package io.toygres.api.operation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where an operation stands. */
public enum OperationStatus {
    /** The command is on its way; no worker has answered yet. */
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    /** Ended by request; what it did is undone. */
    CANCELLED;

    /** What a list can be filtered by. */
    static final List<String> WIRE_NAMES =
            Stream.of(values()).map(OperationStatus::wireName).toList();

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
