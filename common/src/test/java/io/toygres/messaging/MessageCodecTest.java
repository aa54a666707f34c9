package io.toygres.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.contract.Command;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageCommand;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageEvent.ImageFailed;
import io.toygres.contract.ImageId;
import io.toygres.contract.Message;
import io.toygres.contract.OperationId;
import io.toygres.contract.Topic;
import io.toygres.local.platform.HostileRecords;
import io.toygres.secret.MacKeys;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                "id-1", Instant.parse("2026-01-02T03:04:05Z"), sequence(body), Optional.of(TRACEPARENT), body);

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

        assertThat(codec.decode(received(MessageType.IMAGE_FAILED, failed)).body())
                .isInstanceOfSatisfying(ImageFailed.class, image -> assertThat(image.failure())
                        .isEqualTo(new Failure(ErrorCode.INTERNAL_ERROR, "It says why.")));
    }

    @ParameterizedTest
    @EnumSource
    void ignoresWhatALaterReleaseAdds(MessageType type) throws IOException {
        ObjectNode extended = Fixtures.read(type.typeName()).deepCopy();
        extended.put("new_in_a_later_release", true);

        assertThat(codec.decode(received(type, extended)).body()).isInstanceOf(type.bodyClass());
    }

    @Test
    void refusesAnUnknownEnumValueAndSaysWhich() throws IOException {
        ObjectNode body = Fixtures.read("toygres.image.create.v1").deepCopy();
        body.put("kind", "physical-ish");

        assertThatThrownBy(() -> codec.decode(received(MessageType.CREATE_IMAGE, body)))
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

    @ParameterizedTest
    @ValueSource(
            strings = {"ce_specversion", "ce_id", "ce_type", "ce_subject", "ce_time", "ce_sequence", "content-type"})
    void refusesARecordWithoutAHeader(String header) throws IOException {
        ConsumerRecord<String, byte[]> record =
                received(MessageType.DELETE_IMAGE, Fixtures.read("toygres.image.delete.v1"));
        record.headers().remove(header);

        assertThatThrownBy(() -> codec.decode(record))
                .isInstanceOf(RefusedMessageException.class)
                .hasMessageContaining(header);
    }

    @Test
    void refusesAMessageOfAnotherKindThanTheTopicCarries() throws IOException {
        ConsumerRecord<String, byte[]> event =
                received(MessageType.IMAGE_DELETED, Fixtures.read("toygres.image.deleted.v1"));

        assertThatThrownBy(() -> codec.decode(event, ImageCommand.class))
                .isInstanceOf(RefusedMessageException.class)
                .hasMessageContaining("toygres.image.deleted.v1");
    }

    @Test
    void refusesGarbageAndTombstones() throws IOException {
        ConsumerRecord<String, byte[]> good =
                received(MessageType.DELETE_IMAGE, Fixtures.read("toygres.image.delete.v1"));

        assertThatThrownBy(() -> codec.decode(with(good, "not json".getBytes(UTF_8))))
                .isInstanceOf(RefusedMessageException.class);
        assertThatThrownBy(() -> codec.decode(with(good, "null".getBytes(UTF_8))))
                .isInstanceOf(RefusedMessageException.class);
        assertThatThrownBy(() -> codec.decode(with(good, null))).isInstanceOf(RefusedMessageException.class);
    }

    @Test
    void refusesACommandThatIsNotSignedOrWasChangedMovedOrSentAgainAsAnother() throws IOException {
        ConsumerRecord<String, byte[]> good =
                received(MessageType.DELETE_IMAGE, Fixtures.read("toygres.image.delete.v1"));
        Map<String, String> changes =
                Map.of("toygres-mac", "k1:" + "A".repeat(43) + "=", "ce_id", "id-2", "ce_time", "2026-01-02T03:04:06Z");

        changes.forEach((header, value) -> {
            ConsumerRecord<String, byte[]> changed = with(good, good.value());
            Headers headers = changed.headers();
            byte[] before = headers.lastHeader(header).value();
            headers.remove(header).add(header, value.getBytes(UTF_8));
            assertNotSigned(changed);
            headers.remove(header).add(header, before);
        });
        assertNotSigned(with(good, (new String(good.value(), UTF_8) + " ").getBytes(UTF_8)));
        assertThat(codec.decode(good).id()).isEqualTo("id-1");
    }

    @Test
    void refusesACommandThatAnotherKeySigned() throws IOException {
        var other = new MessageCodec("other", new CommandMac(MacKeys.of("k1", new byte[] {1})));
        var body = new DeleteImage(OperationId.random(), ImageId.random());

        assertNotSigned(Fixtures.received(other.encode(Envelope.command(body, Instant.now()))));
    }

    private void assertNotSigned(ConsumerRecord<String, byte[]> record) {
        assertThatThrownBy(() -> codec.decode(record))
                .isInstanceOf(RefusedMessageException.class)
                .hasMessageContaining("toygres-mac");
    }

    @ParameterizedTest
    @EnumSource(names = {"DELETE_IMAGE", "IMAGE_DELETED"})
    void refusesWhateverIsBrokenAndSaysWhatInPlainWords(MessageType type) throws IOException {
        ConsumerRecord<String, byte[]> good = received(type, Fixtures.read(type.typeName()));
        var sent = new ProducerRecord<>(good.topic(), 0, good.key(), good.value(), good.headers());
        Set<String> harmless = Set.of("ce_source not a URI");
        boolean isCommand = type == MessageType.DELETE_IMAGE;

        HostileRecords.of(sent).forEach((what, hostile) -> {
            if (harmless.contains(what) || (what.startsWith("traceparent") && !what.contains("huge"))) {
                assertThat(codec.decode(received(hostile)).traceparent())
                        .as(what)
                        .isEmpty();
            } else if (isCommand || !(what.equals("ce_sequence 999999999") || what.startsWith("toygres-mac"))) {
                assertThatThrownBy(() -> codec.decode(received(hostile)))
                        .as(what)
                        .isInstanceOf(RefusedMessageException.class)
                        .message()
                        .hasSizeLessThan(600)
                        .doesNotContain("io.toygres", "java.", "Exception", "com.fasterxml");
            }
        });
    }

    private static ConsumerRecord<Bytes, byte[]> received(ProducerRecord<byte[], byte[]> sent) {
        Bytes key = sent.key() == null ? null : Bytes.wrap(sent.key());
        return Fixtures.received(
                new ProducerRecord<>(sent.topic(), sent.partition(), key, sent.value(), sent.headers()));
    }

    private static long sequence(Message body) {
        return body instanceof Command ? 0 : 7;
    }

    private void assertUnreadable(MessageType type, JsonNode body) {
        assertThatThrownBy(() -> codec.decode(received(type, body)))
                .as("%s", body)
                .isInstanceOf(RefusedMessageException.class);
    }

    private ConsumerRecord<String, byte[]> received(MessageType type, JsonNode body) throws IOException {
        Message whole = Json.mapper().treeToValue(Fixtures.read(type.typeName()), type.bodyClass());
        ProducerRecord<String, byte[]> record =
                codec.encode(new Envelope<>("id-1", Instant.EPOCH, sequence(whole), Optional.empty(), whole));
        byte[] value = body.toString().getBytes(UTF_8);
        return TestCodec.signed(with(Fixtures.received(record), value));
    }

    private static ConsumerRecord<String, byte[]> with(ConsumerRecord<String, byte[]> record, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                record.topic(),
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key(),
                value,
                record.headers(),
                Optional.empty());
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
