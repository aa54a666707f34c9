package io.toygres.api.cms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.toygres.database.Row;
import io.toygres.messaging.Json;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What users note of an instance or image, and may change at any time.
 *
 * @param isProtected whether it can't be deleted
 */
public record Metadata(@Nullable String description, Map<String, String> labels, boolean isProtected) {

    public static final Metadata NONE = new Metadata(null, Map.of(), false);

    public Metadata {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** From the columns {@code description}, {@code labels} (as text) and {@code protected}. */
    static Metadata read(Row row) {
        try {
            return new Metadata(
                    row.optionalText("description").orElse(null),
                    Json.mapper().readValue(row.text("labels"), new TypeReference<TreeMap<String, String>>() {}),
                    row.flag("protected"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("labels are unreadable", e);
        }
    }

    /** The labels as the database takes them. */
    String json() {
        try {
            return Json.mapper().writeValueAsString(labels);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("labels have no JSON form", e);
        }
    }
}
