package io.toygres.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names one operation for ever; on the wire a UUID in its usual text form. */
public record OperationId(@JsonValue UUID value) {

    @JsonCreator
    public OperationId {}

    public static OperationId random() {
        return new OperationId(UUID.randomUUID());
    }

    /** @throws IllegalArgumentException when the text is not a UUID */
    public static OperationId parse(String text) {
        return new OperationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
