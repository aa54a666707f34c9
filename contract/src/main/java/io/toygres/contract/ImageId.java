package io.toygres.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names one image for ever; on the wire a UUID in its usual text form. */
public record ImageId(@JsonValue UUID value) {

    @JsonCreator
    public ImageId {}

    public static ImageId random() {
        return new ImageId(UUID.randomUUID());
    }

    /** @throws IllegalArgumentException when the text is not a UUID */
    public static ImageId parse(String text) {
        return new ImageId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
