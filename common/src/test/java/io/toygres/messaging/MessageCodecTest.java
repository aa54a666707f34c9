package io.toygres.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageEvent.ImageFailed;
import io.toygres.contract.Message;
import io.toygres.contract.Topic;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MessageCodecTest {

    /** The components that may be null, as paths in the JSON. */
    private static final Set<String> NULLABLE = Set.of(
            "/instance/dns_label",
            "/instance/allowed_cidrs",
            "/address",
            "/tls",
            "/listing",
            "/listing/description",
            "/progress/done_bytes",
            "/progress/total_bytes",
            "/failure/log_tail",
            "toygres.request.rejected.v1/signature",
            "/problem/field",
            "/problem/errors",
            "/problem/operation_id",
            "/problem/trace_id");

    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final MessageCodec codec = TestCodec.named("test-service");

    @Test
    void everyMessageHasATypeAndEveryTypeAFixture() throws IOException {
        assertThat(Stream.of(MessageType.values()).<Class<?>>map(MessageType::bodyClass))
                .containsExactlyInAnyOrderElementsOf(Fixtures.leavesOf(Message.class));
        assertThat(Fixtures.names())
                .containsExactlyInAnyOrderElementsOf(Stream.of(MessageType.values())
                        .map(MessageType::typeName)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void readsAndWritesTheFixture(MessageType type) throws IOException {
        JsonNode fixture = Fixtures.read(type.typeName());
        Message body = Json.mapper().treeToValue(fixture, type.bodyClass());
        var envelope = new Envelope<>(
                "id-1", Instant.parse("2026-01-02T03:04:05Z"), Fixtures.sequence(body), Optional.of(TRACEPARENT), body);

        ProducerRecord<String, byte[]> written = codec.encode(envelope);

        assertThat(Json.mapper().readTree(written.value())).isEqualTo(fixture);
        assertThat(written.key()).isEqualTo(body.subject().toString());
        assertThat(written.topic()).isEqualTo(Topic.of(body).topicName());
        assertThat(codec.decode(Fixtures.received(written))).isEqualTo(envelope);
    }

    @ParameterizedTest
    @EnumSource
    void refusesABodyWithoutOneOfItsParts(MessageType type) throws IOException {
        JsonNode fixture = Fixtures.read(type.typeName());
        for (String path : paths(fixture, "")) {
            if (!NULLABLE.contains(path) && !NULLABLE.contains(type.typeName() + path)) {
                assertUnreadable(type, without(fixture, path, false));
                assertUnreadable(type, without(fixture, path, true));
            }
        }
    }

    @Test
    void readsAFailureWhoseCodeOnlyALaterReleaseKnows() throws IOException {
        ObjectNode failed = Fixtures.read(MessageType.IMAGE_FAILED.typeName()).deepCopy();
        failed.withObject("/failure")
                .put("code", "CODE_OF_A_LATER_RELEASE")
                .put("detail", "It says why.")
                .remove("log_tail");

        assertThat(codec.decode(Fixtures.received(MessageType.IMAGE_FAILED, failed))
                        .body())
                .isInstanceOfSatisfying(ImageFailed.class, image -> assertThat(image.failure())
                        .isEqualTo(new Failure(ErrorCode.INTERNAL_ERROR, "It says why.")));
    }

    @ParameterizedTest
    @EnumSource
    void ignoresWhatALaterReleaseAdds(MessageType type) throws IOException {
        ObjectNode extended = Fixtures.read(type.typeName()).deepCopy();
        extended.put("new_in_a_later_release", true);

        assertThat(codec.decode(Fixtures.received(type, extended)).body()).isInstanceOf(type.bodyClass());
    }

    @Test
    void refusesAnUnknownEnumValueAndSaysWhich() throws IOException {
        ObjectNode body = Fixtures.read("toygres.image.create.v1").deepCopy();
        body.put("kind", "physical-ish");

        assertThatThrownBy(() -> codec.decode(Fixtures.received(MessageType.CREATE_IMAGE, body)))
                .isInstanceOf(RefusedMessageException.class)
                .hasMessageContaining("physical-ish");
    }

    @ParameterizedTest
    @CsvSource({
        "name, '\"../../etc\"'", "name, '\"Orders\"'", "name, '\"\"'", "name, '\"a--rm -rf\"'",
        "storage_size_gb, 0", "storage_size_gb, 2000000000", "dns_label, null", "dns_label, '\"a.b\"'",
        "allowed_cidrs, '[\"203.0.113.7/24\"]'"
    })
    void refusesAnInstanceThatTheCmsWouldNotHaveAccepted(String property, String value) throws IOException {
        ObjectNode body = Fixtures.read("toygres.instance.create.v1").deepCopy();
        ((ObjectNode) body.get("instance")).set(property, Json.mapper().readTree(value));

        assertUnreadable(MessageType.CREATE_INSTANCE, body);
    }

    @Test
    void refusesADatabaseWhoseNameNoServerHas() throws IOException {
        for (String name : List.of("", "n".repeat(64), "a\0b")) {
            ObjectNode body = Fixtures.read("toygres.image.create.v1").deepCopy();
            body.putArray("databases").add(name);

            assertUnreadable(MessageType.CREATE_IMAGE, body);
        }
    }

    @Test
    void refusesANumberInQuotes() throws IOException {
        ObjectNode body = Fixtures.read("toygres.instance.create.v1").deepCopy();
        ((ObjectNode) body.get("instance")).put("storage_size_gb", "10");

        assertUnreadable(MessageType.CREATE_INSTANCE, body);
    }

    private void assertUnreadable(MessageType type, JsonNode body) {
        assertThatThrownBy(() -> codec.decode(Fixtures.received(type, body)))
                .as("%s", body)
                .isInstanceOf(RefusedMessageException.class);
    }

    private static List<String> paths(JsonNode node, String prefix) {
        List<String> paths = new ArrayList<>();
        node.properties().forEach(property -> {
            String path = prefix + "/" + property.getKey();
            paths.add(path);
            paths.addAll(paths(property.getValue(), path));
        });
        return paths;
    }

    private static JsonNode without(JsonNode whole, String path, boolean butNull) {
        JsonNode copy = whole.deepCopy();
        int slash = path.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) copy.at(path.substring(0, slash));
        String name = path.substring(slash + 1);
        if (butNull) {
            parent.putNull(name);
        } else {
            parent.remove(name);
        }
        return copy;
    }
}
