package io.toygres.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names one instance for ever; on the wire a UUID in its usual text form. */
public record InstanceId(@JsonValue UUID value) {

    @JsonCreator
    public InstanceId {}

    public static InstanceId random() {
        return new InstanceId(UUID.randomUUID());
    }

    /** @throws IllegalArgumentException when the text is not a UUID */
    public static InstanceId parse(String text) {
        return new InstanceId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
