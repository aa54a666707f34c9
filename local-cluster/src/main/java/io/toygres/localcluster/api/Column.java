package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * One column of a table.
 *
 * @param wide shown with {@code -o wide} only
 * @param cell the text for an object
 */
record Column(String name, boolean wide, Function<JsonNode, String> cell) {
    static final String NONE = "<none>";

    static Column of(String name, Function<JsonNode, String> cell) {
        return new Column(name, false, cell);
    }

    /** What is at a pointer; empty when nothing is. */
    static Column at(String name, String pointer) {
        return of(name, object -> text(object.at(pointer)));
    }

    static Column wide(String name, String pointer) {
        return new Column(name, true, object -> text(object.at(pointer)));
    }

    /** How many entries there are at a pointer. */
    static Column count(String name, String pointer) {
        return of(name, object -> Integer.toString(object.at(pointer).size()));
    }

    static String join(JsonNode list, Function<JsonNode, String> item) {
        return list.isEmpty()
                ? NONE
                : StreamSupport.stream(list.spliterator(), false).map(item).collect(Collectors.joining(","));
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "" : value.asText();
    }
}
