package io.toygres.api.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values for the schemas of the document: what they allow, or, now and then, anything else. */
final class SchemaValues {

    /** Of so many values one is not what its schema says. */
    private static final int ODD_ONE_OF = 8;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JsonNode document;
    private final Random random;
    private final Known known;

    SchemaValues(JsonNode document, Random random, Known known) {
        this.document = document;
        this.random = random;
        this.known = known;
    }

    /** @param name of the property or parameter */
    JsonNode value(String name, JsonNode schema) {
        JsonNode resolved = resolve(schema);
        if (random.nextInt(ODD_ONE_OF) == 0) {
            return odd();
        }
        return switch (type(resolved)) {
            case "object" -> object(resolved);
            case "array" -> array(name, resolved);
            case "integer", "number" -> number(resolved);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            default -> JSON.textNode(text(name, resolved));
        };
    }

    private JsonNode resolve(JsonNode schema) {
        JsonNode node = schema;
        while (node.has("$ref")) {
            node = document.at(node.get("$ref").asText().substring(1));
        }
        for (String choice : List.of("anyOf", "oneOf", "allOf")) {
            if (node.has(choice)) {
                return resolve(
                        node.get(choice).get(random.nextInt(node.get(choice).size())));
            }
        }
        return node;
    }

    private String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.get(random.nextInt(type.size())).asText() : type.asText("string");
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = JSON.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            boolean often = required.contains(property.getKey());
            if (often ? random.nextInt(20) > 0 : random.nextInt(4) == 0) {
                object.set(property.getKey(), value(property.getKey(), property.getValue()));
            }
        }
        if (schema.has("additionalProperties")
                && schema.get("additionalProperties").isObject()) {
            for (int i = random.nextInt(4); i > 0; i--) {
                String key = random.nextInt(3) == 0 ? HostileText.any(random) : "k" + i;
                object.set(key, value("", schema.get("additionalProperties")));
            }
        }
        if (random.nextInt(20) == 0) {
            object.put(HostileText.any(random), "unknown");
        }
        return object;
    }

    private ArrayNode array(String name, JsonNode schema) {
        ArrayNode array = JSON.arrayNode();
        for (int i = random.nextInt(50) == 0 ? 600 : random.nextInt(4); i > 0; i--) {
            array.add(value(name, schema.path("items")));
        }
        return array;
    }

    private JsonNode number(JsonNode schema) {
        long least = schema.path("minimum").asLong(0);
        long most = schema.path("maximum").asLong(1000);
        return switch (random.nextInt(8)) {
            case 0 -> JSON.numberNode(least - 1);
            case 1 -> JSON.numberNode(most + 1);
            case 2 -> JSON.numberNode(least);
            case 3 -> JSON.numberNode(most);
            default -> JSON.numberNode(least + (long) (random.nextDouble() * (most - least)));
        };
    }

    private String text(String name, JsonNode schema) {
        if (schema.has("enum")) {
            return schema.get("enum")
                    .get(random.nextInt(schema.get("enum").size()))
                    .asText();
        }
        if (schema.path("format").asText().equals("uuid")) {
            return known.id(random);
        }
        if (schema.path("format").asText().equals("date-time")) {
            return "2026-0%d-01T00:00:00Z".formatted(1 + random.nextInt(9));
        }
        if (name.equals("name") || name.endsWith("name")) {
            return known.name(random);
        }
        if (schema.path("examples").size() > 0 && random.nextBoolean()) {
            return schema.get("examples").get(0).asText();
        }
        return random.nextInt(3) == 0 ? HostileText.any(random) : "text " + random.nextInt(100);
    }

    private JsonNode odd() {
        return switch (random.nextInt(8)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.numberNode(new BigDecimal("1e400"));
            case 2 -> JSON.numberNode(Long.MIN_VALUE);
            case 3 -> JSON.booleanNode(true);
            case 4 -> JSON.arrayNode().add(JSON.arrayNode());
            case 5 -> JSON.objectNode().set("a", JSON.objectNode());
            default -> JSON.textNode(HostileText.any(random));
        };
    }
}
