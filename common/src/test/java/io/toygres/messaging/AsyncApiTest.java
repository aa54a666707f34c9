package io.toygres.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.toygres.contract.Command;
import io.toygres.contract.Message;
import io.toygres.contract.Topic;
import java.io.IOException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds {@code docs/asyncapi.yaml} against the records. */
class AsyncApiTest {

    private static JsonNode document;

    private final MessageCodec codec = TestCodec.named("test-service");

    @BeforeAll
    static void read() throws IOException {
        document = new YAMLMapper().readTree(Path.of("../docs/asyncapi.yaml").toFile());
    }

    /** But for those that others send: api-service compares their bodies with those of HTTP. */
    @Test
    void namesEveryTopicWithTheMessagesItCarries() throws IOException {
        List<String> documented = new ArrayList<>();
        document.get("channels").forEach(channel -> channel.get("messages")
                .forEach(message -> documented.add(channel.get("address").asText() + " "
                        + referred(message).get("name").asText())));
        documented.removeIf(message -> message.startsWith(Topic.REQUESTS.topicName() + " "));
        List<String> sent = new ArrayList<>();
        for (MessageType type : MessageType.values()) {
            sent.add(Topic.of(fixture(type)).topicName() + " " + type.typeName());
        }
        assertThat(documented).containsExactlyInAnyOrderElementsOf(sent);
    }

    @ParameterizedTest
    @EnumSource
    void describesEachPartOfAMessage(MessageType type) {
        assertDescribes(referred(message(type).get("payload")), type.bodyClass(), type.typeName());
    }

    @ParameterizedTest
    @EnumSource
    void takesTheMessageAndNoneThatLacksARequiredPart(MessageType type) throws IOException {
        ObjectNode fixture = (ObjectNode) Fixtures.read(type.typeName());
        JsonNode payload = message(type).get("payload");
        assertThat(faults(payload, fixture)).isEmpty();
        for (JsonNode required : referred(payload).get("required")) {
            ObjectNode broken = fixture.deepCopy();
            broken.remove(required.asText());
            assertThat(faults(payload, broken)).as("without " + required).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void describesTheHeaders(MessageType type) throws IOException {
        Message body = fixture(type);
        var envelope = new Envelope<>(
                "id-1",
                Instant.parse("2026-01-02T03:04:05Z"),
                body instanceof Command ? 0 : 1,
                Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                body);
        ObjectNode headers = Json.mapper().createObjectNode();
        CloudEventHeaders.of(codec.encode(envelope).headers()).values().forEach(headers::put);
        JsonNode schema = message(type).get("headers");

        assertThat(faults(schema, headers)).isEmpty();
        assertThat(names(referred(schema).get("properties").fieldNames()))
                .containsExactlyInAnyOrderElementsOf(names(headers.fieldNames()));
        headers.put(CloudEventHeaders.SEQUENCE, "-1");
        assertThat(faults(schema, headers)).isNotEmpty();
    }

    /** The same names, and those required that a record's constructor refuses to do without. */
    private static void assertDescribes(JsonNode schema, Class<?> type, String place) {
        Map<String, JsonNode> properties = properties(schema);
        List<String> required = new ArrayList<>();
        for (RecordComponent part : type.getRecordComponents()) {
            String name = new SnakeCaseStrategy().translate(part.getName());
            assertThat(properties).as(place).containsKey(name);
            if (!part.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(name);
            }
            descend(
                    referred(Objects.requireNonNull(properties.get(name))),
                    part.getAnnotatedType(),
                    place + "/" + name);
        }
        assertThat(properties).as(place).hasSize(type.getRecordComponents().length);
        assertThat(texts(schema.get("required")))
                .as(place + ": required")
                .containsExactlyInAnyOrderElementsOf(required);
    }

    private static void descend(JsonNode schema, AnnotatedType type, String place) {
        if (type instanceof AnnotatedParameterizedType list) {
            descend(referred(schema.get("items")), list.getAnnotatedActualTypeArguments()[0], place + "[]");
        } else if (type.getType() instanceof Class<?> part && part.isRecord() && schema.has("properties")) {
            assertDescribes(schema, part, place);
        } else if (type.getType() instanceof Class<?> part && part.isEnum() && schema.has("enum")) {
            assertThat(texts(schema.get("enum")))
                    .as(place)
                    .containsExactlyInAnyOrderElementsOf(Stream.of(part.getEnumConstants())
                            .map(AsyncApiTest::wireName)
                            .toList());
        }
    }

    private static String wireName(Object constant) {
        return Json.mapper().valueToTree(constant).asText();
    }

    private static Message fixture(MessageType type) throws IOException {
        return Json.mapper().treeToValue(Fixtures.read(type.typeName()), type.bodyClass());
    }

    private static JsonNode message(MessageType type) {
        return StreamSupport.stream(document.at("/components/messages").spliterator(), false)
                .filter(message -> message.get("name").asText().equals(type.typeName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not documented: " + type.typeName()));
    }

    private static JsonNode referred(JsonNode node) {
        return node.has("$ref") ? referred(document.at(node.get("$ref").asText().substring(1))) : node;
    }

    private static Set<ValidationMessage> faults(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        whole,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build())
                .validate(value);
    }

    private static Map<String, JsonNode> properties(JsonNode schema) {
        return schema.get("properties").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<String> names(Iterator<String> names) {
        List<String> all = new ArrayList<>();
        names.forEachRemaining(all::add);
        return all;
    }
}
