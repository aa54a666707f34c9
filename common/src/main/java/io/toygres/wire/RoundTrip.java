package io.toygres.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.contract.ContractJson;
import java.util.ArrayList;
import java.util.List;

/** One sample, read and written again, and read once more with each of its objects lacking something. */
final class RoundTrip {

    private final Class<?> type;
    private final JsonNode document;

    RoundTrip(WireSample sample) {
        this.type = sample.type();
        this.document = sample.read();
    }

    /** @throws IllegalStateException naming the type that does not come through */
    void check() {
        try {
            JsonNode written = written(document);
            if (!written.equals(document)) {
                throw lost("was read from " + document + " and written as " + written);
            }
            for (JsonNode object : objects(document)) {
                if (!refusesANullIn((ObjectNode) object)) {
                    throw lost("takes null for what it requires in " + object);
                }
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(type.getName() + " does not come through as JSON: " + e.getMessage(), e);
        }
    }

    private IllegalStateException lost(String how) {
        return new IllegalStateException(type.getName() + " does not come through as JSON: it " + how);
    }

    private JsonNode written(JsonNode of) throws JsonProcessingException {
        Object value = ContractJson.mapper().treeToValue(of, type);
        return ContractJson.mapper().readTree(ContractJson.mapper().writeValueAsString(value));
    }

    /** Whether one of its parts is required: whoever sees no components requires none. */
    private boolean refusesANullIn(ObjectNode object) throws JsonProcessingException {
        for (String name : List.copyOf(names(object))) {
            JsonNode part = object.get(name);
            object.putNull(name);
            try {
                ContractJson.mapper().treeToValue(document, type);
            } catch (InvalidDefinitionException e) {
                throw e;
            } catch (JsonProcessingException _) {
                return true;
            } finally {
                object.set(name, part);
            }
        }
        return false;
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<JsonNode> objects(JsonNode within) {
        List<JsonNode> objects = new ArrayList<>();
        if (within.isObject() && !within.isEmpty()) {
            objects.add(within);
        }
        within.forEach(part -> objects.addAll(objects(part)));
        return objects;
    }
}
