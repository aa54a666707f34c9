package io.toygres.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.toygres.contract.Topic;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the requests of {@code docs/asyncapi.yaml} against those of {@code docs/openapi.yaml}, and against the records. */
class DocumentedRequestsTest {

    private static JsonNode kafka;
    private static JsonNode http;

    @BeforeAll
    static void read() throws IOException {
        kafka = new YAMLMapper().readTree(Path.of("../docs/asyncapi.yaml").toFile());
        http = new YAMLMapper().readTree(Path.of("../docs/openapi.yaml").toFile());
    }

    @Test
    void everyTypeIsThere() {
        JsonNode channel = kafka.at("/channels/requests");
        List<String> documented = new ArrayList<>();
        channel.get("messages")
                .forEach(message ->
                        documented.add(referred(kafka, message).get("name").asText()));

        assertThat(channel.get("address").asText()).isEqualTo(Topic.REQUESTS.topicName());
        assertThat(documented)
                .containsExactlyElementsOf(Stream.of(RequestType.values())
                        .map(RequestType::typeName)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreateImageRequest", "CreateInstanceRequest"})
    void aBodyIsThatOfHttpWithoutItsPassword(String name) {
        JsonNode ours = kafka.at("/components/schemas/" + name);
        JsonNode theirs = http.at("/components/schemas/" + name);
        ObjectNode expected = theirs.get("properties").deepCopy();
        expected.remove("password");
        expected.properties().forEach(property -> property.setValue(whole(property.getValue())));

        assertThat(ours.get("properties")).isEqualTo(expected);
        assertThat(ours.get("required")).isEqualTo(theirs.get("required"));
        assertThat(ours.get("additionalProperties").asBoolean()).isFalse();
    }

    @Test
    void theOthersAreTheirRecords() {
        for (Class<?> body :
                List.of(DeleteImageRequest.class, DeleteInstanceRequest.class, CancelOperationRequest.class)) {
            JsonNode schema = kafka.at("/components/schemas/" + body.getSimpleName());
            assertThat(schema.get("properties").properties())
                    .extracting(property -> property.getKey())
                    .containsExactlyElementsOf(Stream.of(body.getRecordComponents())
                            .map(RecordComponent::getName)
                            .map(new SnakeCaseStrategy()::translate)
                            .toList());
        }
    }

    /** With what it refers to. */
    private static JsonNode whole(JsonNode schema) {
        if (!schema.has("$ref")) {
            return schema;
        }
        ObjectNode whole = referred(http, schema).deepCopy();
        schema.properties().forEach(property -> whole.set(property.getKey(), property.getValue()));
        whole.remove("$ref");
        return whole;
    }

    private static JsonNode referred(JsonNode document, JsonNode node) {
        return document.at(node.get("$ref").asText().substring(1));
    }
}
